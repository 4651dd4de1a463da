/**
 * Who starts workers: nobody ({@link io.understudy.scheduler.launch.NoLauncher}), or this process
 * on this machine ({@link io.understudy.scheduler.launch.LocalProcesses}).
 */
@NullMarked
package io.understudy.scheduler.launch;

import org.jspecify.annotations.NullMarked;
