/**
 * Checks of a pipeline before anything runs, and previews: what the scheduler can tell by itself,
 * and what it asks the transform and loader services.
 */
@NullMarked
package io.understudy.scheduler.check;

import org.jspecify.annotations.NullMarked;
