/** Proposes a transform config for local files. */
@NullMarked
package io.understudy.standalone.propose;

import org.jspecify.annotations.NullMarked;
