/**
 * Whether anything of the original data is left where it must not be: {@link
 * io.understudy.standalone.leak.Originals} are what is looked for, {@link
 * io.understudy.standalone.leak.Scanner} finds them in text of any length in one pass, {@link
 * io.understudy.standalone.leak.LeakCheck} goes through all places.
 */
@NullMarked
package io.understudy.standalone.leak;

import org.jspecify.annotations.NullMarked;
