package io.understudy.jobtable;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Asks a job table that does not answer again: a database that is restarted, or a connection that
 * is cut, is no reason to lose work.
 *
 * @param lease for so long; then the claims are lost anyway
 * @param poll wait in between
 */
record Patience(Duration lease, Duration poll) {
  private static final Logger LOG = Logger.getLogger(JobLoop.class);

  /**
   * @param what for the log
   * @param pointless asked in between; true ends it
   * @throws JobTableException the last, if it is pointless, the time is up, or the thread is
   *     interrupted
   */
  <T> T ask(String what, BooleanSupplier pointless, Supplier<T> statement) {
    long deadline = System.nanoTime() + lease.toNanos();
    while (true) {
      try {
        return statement.get();
      } catch (JobTableException e) {
        if (pointless.getAsBoolean() || System.nanoTime() > deadline) {
          throw e;
        }
        LOG.warnf("cannot %s, will try again: %s", what, e.getMessage());
        try {
          Thread.sleep(poll.toMillis());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }
}
