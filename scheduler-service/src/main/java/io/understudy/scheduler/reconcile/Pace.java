package io.understudy.scheduler.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Asks a costly question at most once a second, and for good once the answer is no. */
final class Pace implements BooleanSupplier {
  private static final Duration REST = Duration.ofSeconds(1);

  private final BooleanSupplier question;
  private final Clock clock;
  private Instant next = Instant.MIN;
  private boolean answer = true;

  Pace(BooleanSupplier question, Clock clock) {
    this.question = question;
    this.clock = clock;
  }

  @Override
  public boolean getAsBoolean() {
    Instant now = clock.instant();
    if (answer && !now.isBefore(next)) {
      next = now.plus(REST);
      answer = question.getAsBoolean();
    }
    return answer;
  }
}
