/**
 * Turns a run into jobs: {@link io.understudy.scheduler.planning.TableSorting} says to which table
 * a file belongs, {@link io.understudy.scheduler.planning.Planner} lists the source and inserts the
 * jobs. Everything here may be repeated after a crash.
 */
@NullMarked
package io.understudy.scheduler.planning;

import org.jspecify.annotations.NullMarked;
