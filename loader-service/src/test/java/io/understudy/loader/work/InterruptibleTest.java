package io.understudy.loader.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.understudy.files.FileException;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.Target;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class InterruptibleTest {

  @Test
  void whatTheWorkReturnsOrThrowsComesThrough() throws Exception {
    MDC.put("job", 5);
    assertThat(Interruptible.call(() -> MDC.get("job"))).isEqualTo(5);
    MDC.clear();
    FileException.Terminal thrown = new FileException.Terminal("bad");
    assertThat(
            catchThrowable(
                () ->
                    Interruptible.call(
                        () -> {
                          throw thrown;
                        })))
        .isSameAs(thrown);
  }

  @Test
  void anInterruptEndsAStatementThatWaits() throws Exception {
    TestDatabase database = new TestDatabase();
    Target target = database.target();
    CountDownLatch connected = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread job =
        new Thread(
            () ->
                thrown.set(
                    catchThrowable(
                        () ->
                            Interruptible.call(
                                () ->
                                    target.use(
                                        "sleep",
                                        "sleeper",
                                        session -> {
                                          connected.countDown();
                                          session.execute("select pg_sleep(3600)");
                                          return 1;
                                        })))));
    job.start();
    connected.await();
    job.interrupt();
    job.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void workThatEndsInSpiteOfAnInterruptIsDone() throws Exception {
    Thread.currentThread().interrupt();
    assertThat(Interruptible.call(() -> 7)).isEqualTo(7);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
