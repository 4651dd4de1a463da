/**
 * A config and a file before a run: what is wrong with them, what would happen to each column, and
 * what the first rows would become. Writes nothing.
 */
@NullMarked
package io.understudy.files.check;

import org.jspecify.annotations.NullMarked;
