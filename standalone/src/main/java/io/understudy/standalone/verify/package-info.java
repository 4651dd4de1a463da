/** Checks the manifest of a run, and the files in a sink against it. */
@NullMarked
package io.understudy.standalone.verify;

import org.jspecify.annotations.NullMarked;
