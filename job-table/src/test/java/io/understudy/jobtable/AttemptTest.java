package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

class AttemptTest {
  private static final Claim CLAIM =
      new Claim(1, 1, false, 1, null, "", JobKind.SWAP, 1, 5, "", 0, "", "", null);

  /** That is, its port. */
  private static PGSimpleDataSource closed() {
    PGSimpleDataSource closed = new PGSimpleDataSource();
    closed.setServerNames(new String[] {"127.0.0.1"});
    closed.setPortNumbers(new int[] {1});
    return closed;
  }

  @Test
  @Timeout(30)
  void oneForWhomOthersWaitAsksOnce() {
    Patience patience = new Patience(Duration.ofDays(1), Duration.ofMillis(10));
    Attempt attempt =
        new Batch(List.of(CLAIM), new JobProtocol(closed()), patience, 0).attempts().getFirst();
    assertThatThrownBy(attempt::verifyHeldOnce)
        .isInstanceOf(JobTableException.class)
        .hasMessageContaining("the job table failed with SQLState 08001");
  }
}
