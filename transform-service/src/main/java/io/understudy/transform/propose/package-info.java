/** Proposes a transform config for files in a bucket. */
@NullMarked
package io.understudy.transform.propose;

import org.jspecify.annotations.NullMarked;
