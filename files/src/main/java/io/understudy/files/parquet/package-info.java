/**
 * Apache Parquet in and out, over {@link io.understudy.files.InputObject} and {@link
 * io.understudy.files.OutputObject}: {@link io.understudy.files.parquet.ParquetRewriter} copies
 * what no rule changes as compressed bytes and re-encodes the rest, {@link
 * io.understudy.files.parquet.ParquetReader} reads rows as typed values.
 */
@NullMarked
package io.understudy.files.parquet;

import org.jspecify.annotations.NullMarked;
