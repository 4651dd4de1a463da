/**
 * The signed record of what a run did to each file, with no value of a row in it: writing, reading
 * and checking it. One JSON object per line: a header, one entry for each file, and an end that
 * signs all of it.
 */
@NullMarked
package io.understudy.files.manifest;

import org.jspecify.annotations.NullMarked;
