/** Checks a config against sample files and shows what would happen to each column. */
@NullMarked
package io.understudy.transform.check;

import org.jspecify.annotations.NullMarked;
