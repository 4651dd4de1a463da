/**
 * Reads a source database into parquet files: {@link io.understudy.loader.extract.SnapshotHold}
 * keeps one state of it readable and says which parts there are, {@link
 * io.understudy.loader.extract.PartRead} reads one of them in that state.
 */
@NullMarked
package io.understudy.loader.extract;

import org.jspecify.annotations.NullMarked;
