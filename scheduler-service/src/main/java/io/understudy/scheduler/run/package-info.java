/**
 * Runs over HTTP: start, list, watch, cancel, retry ({@link
 * io.understudy.scheduler.run.RunResource}), and what of them is shown ({@link
 * io.understudy.scheduler.run.RunView}).
 */
@NullMarked
package io.understudy.scheduler.run;

import org.jspecify.annotations.NullMarked;
