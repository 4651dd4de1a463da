/** Tables of a target: what they are, whether files fit them, and the staging of a run. */
@NullMarked
package io.understudy.loader.table;

import org.jspecify.annotations.NullMarked;
