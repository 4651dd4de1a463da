/**
 * The transform service: a worker that masks files ({@code understudy.mode=worker}), or an API that
 * checks configs and previews rows ({@code understudy.mode=api}).
 */
@NullMarked
package io.understudy.transform;

import org.jspecify.annotations.NullMarked;
