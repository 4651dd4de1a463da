/**
 * Proof, in the same pass as the transform, that the originals of a masked column did not survive
 * in what is written; and the seal on what is said about it.
 */
@NullMarked
package io.understudy.engine.proof;

import org.jspecify.annotations.NullMarked;
