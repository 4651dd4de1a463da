/** The secret keys of this installation. */
@NullMarked
package io.understudy.transform.key;

import org.jspecify.annotations.NullMarked;
