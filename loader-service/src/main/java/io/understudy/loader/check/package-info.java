/** The API: which targets there are and whether they can be loaded. */
@NullMarked
package io.understudy.loader.check;

import org.jspecify.annotations.NullMarked;
