package io.understudy.benchmarks.files;

import java.lang.management.ManagementFactory;

/** Nanoseconds of processor time of this process, all threads, user and system. */
final class Cpu {
  private Cpu() {}

  static long ofProcess() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }
}
