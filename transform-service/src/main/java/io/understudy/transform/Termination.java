package io.understudy.transform;

/**
 * Whether this process has been told to end. Quarkus tells that to applications that have started
 * only: one that is told while it starts would begin its work and be killed in the middle of it.
 * Static, because the process can be told before there is anything that could be injected.
 */
public final class Termination {
  private static volatile boolean asked;

  private Termination() {}

  /** To be called first of all. */
  static void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> asked = true, "termination"));
  }

  public static boolean asked() {
    return asked;
  }
}
