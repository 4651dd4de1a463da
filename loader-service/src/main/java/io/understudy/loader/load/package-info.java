/** Copies one masked file into one table. */
@NullMarked
package io.understudy.loader.load;

import org.jspecify.annotations.NullMarked;
