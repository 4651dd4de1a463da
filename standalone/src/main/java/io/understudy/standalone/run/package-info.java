/**
 * Runs as a user of the scheduler's API sees them: {@link io.understudy.standalone.run.RunApi}
 * asks, {@link io.understudy.standalone.run.Progress} says in lines of text how far a run is.
 */
@NullMarked
package io.understudy.standalone.run;

import org.jspecify.annotations.NullMarked;
