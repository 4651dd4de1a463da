/**
 * Preflights: what would keep a run from working, found before there is one. {@link
 * io.understudy.scheduler.preflight.Preflights} does the scheduler's part and has sample workers do
 * theirs; the job table has the results.
 */
@NullMarked
package io.understudy.scheduler.preflight;

import org.jspecify.annotations.NullMarked;
