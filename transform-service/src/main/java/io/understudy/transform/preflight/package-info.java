/**
 * A worker's part of a preflight ({@code understudy.mode=preflight}): it is where workers are and
 * has what they have, so it tries what they will do, call by call.
 */
@NullMarked
package io.understudy.transform.preflight;

import org.jspecify.annotations.NullMarked;
