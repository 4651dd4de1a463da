/** Shows a few rows as a config would make them. */
@NullMarked
package io.understudy.transform.preview;

import org.jspecify.annotations.NullMarked;
