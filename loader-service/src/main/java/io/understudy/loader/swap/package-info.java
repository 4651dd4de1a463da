/** Ends a run in a target: puts its staging tables in place, or removes them. */
@NullMarked
package io.understudy.loader.swap;

import org.jspecify.annotations.NullMarked;
