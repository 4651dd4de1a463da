package io.understudy.jobtable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Notes how long each claim takes, from its first statement to the answer of its last. */
public final class TimedProtocol extends JobProtocol {
  private final LongConsumer nanos;

  public TimedProtocol(DataSource database, LongConsumer nanos) {
    super(database);
    this.nanos = nanos;
  }

  @Override
  List<Claim> claim(String owner, Set<JobKind> kinds, @Nullable Long runId, Wanted wanted, Duration lease) {
    long begin = System.nanoTime();
    List<Claim> claims = super.claim(owner, kinds, runId, wanted, lease);
    nanos.accept(System.nanoTime() - begin);
    return claims;
  }
}
