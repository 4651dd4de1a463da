/** Secret keys, sub-keys (HKDF-SHA256) and the keyed function that turns a value into a number. */
@NullMarked
package io.understudy.engine.key;

import org.jspecify.annotations.NullMarked;
