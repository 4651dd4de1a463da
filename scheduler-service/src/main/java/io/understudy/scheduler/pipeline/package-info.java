/**
 * What a user posts: {@link io.understudy.scheduler.pipeline.Pipeline} is read from YAML or JSON
 * with everything that is wrong with it at once.
 */
@NullMarked
package io.understudy.scheduler.pipeline;

import org.jspecify.annotations.NullMarked;
