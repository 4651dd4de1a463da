package io.understudy.it;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints how each test ended when it ended: a class of tests on a cluster takes a while. */
final class AtOnce implements TestWatcher {
  @Override
  public void testSuccessful(ExtensionContext test) {
    System.err.println(now() + " passed: " + test.getDisplayName());
  }

  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    System.err.println(now() + " failed: " + test.getDisplayName());
    cause.printStackTrace();
  }

  private static LocalTime now() {
    return LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
