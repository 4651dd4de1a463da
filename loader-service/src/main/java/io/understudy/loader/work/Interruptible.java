package io.understudy.loader.work;

import io.understudy.loader.database.Thrown;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jboss.logging.MDC;

/**
 * Has work done so that an interrupt ends it even while it waits for a socket. A virtual thread
 * that is interrupted there has the socket closed, and a database or storage whose connection is
 * closed gives up what it did for it; a platform thread would wait on.
 */
final class Interruptible {
  private Interruptible() {}

  /**
   * Calls {@code work} on a virtual thread and waits for it, whatever happens.
   *
   * @return what it returned, even if interrupted meanwhile: it is done then
   * @throws InterruptedException if interrupted, and the work ended without a result
   */
  static <T> T call(Callable<T> work) throws InterruptedException {
    Map<String, Object> context = MDC.getMap();
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              context.forEach(MDC::put);
              return work.call();
            });
    Thread thread = Thread.ofVirtual().name(Thread.currentThread().getName()).start(task);
    boolean interrupted = false;
    while (true) {
      try {
        T result = task.get();
        // so that reporting the result is not disturbed; nothing else is left to stop here
        Thread.interrupted();
        return result;
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      } catch (ExecutionException e) {
        if (interrupted) {
          throw new InterruptedException();
        }
        throw Thrown.again(e);
      }
    }
  }
}
