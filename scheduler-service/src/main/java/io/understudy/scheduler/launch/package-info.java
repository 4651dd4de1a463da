/**
 * Who starts workers: nobody ({@link io.understudy.scheduler.launch.NoLauncher}), the Kubernetes
 * cluster ({@link io.understudy.scheduler.launch.KubernetesJobs}), or this process on this machine
 * ({@link io.understudy.scheduler.launch.LocalProcesses}).
 */
@NullMarked
package io.understudy.scheduler.launch;

import org.jspecify.annotations.NullMarked;
