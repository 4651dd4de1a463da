/** The optional recogniser of personal data that another server runs. */
@NullMarked
package io.understudy.transform.recogniser;

import org.jspecify.annotations.NullMarked;
