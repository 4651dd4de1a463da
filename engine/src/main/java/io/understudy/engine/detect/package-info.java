/** Finds personal data: by column name, in a value, and as spans of free text. */
@NullMarked
package io.understudy.engine.detect;

import org.jspecify.annotations.NullMarked;
