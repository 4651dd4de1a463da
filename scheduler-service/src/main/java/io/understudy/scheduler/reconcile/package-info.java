/**
 * Looks after the runs that are not finished: {@link io.understudy.scheduler.reconcile.Reconciler}
 * comes by twice a second, {@link io.understudy.scheduler.reconcile.RunProgress} takes the next
 * step of one run. Every step may be repeated: nothing is remembered but what is in the job table.
 */
@NullMarked
package io.understudy.scheduler.reconcile;

import org.jspecify.annotations.NullMarked;
