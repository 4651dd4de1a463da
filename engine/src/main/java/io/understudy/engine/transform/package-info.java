/**
 * What can be done to one value: a sealed catalogue of immutable transforms ({@link
 * io.understudy.engine.transform.Transform}), made by {@link
 * io.understudy.engine.transform.Transforms}.
 */
@NullMarked
package io.understudy.engine.transform;

import org.jspecify.annotations.NullMarked;
