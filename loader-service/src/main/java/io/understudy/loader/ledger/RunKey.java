package io.understudy.loader.ledger;

import java.time.Instant;

/**
 * Identity of a run in a target. Its number alone is none: another job table, or this one made
 * anew, counts from one again and may load the same target.
 */
public record RunKey(long id, Instant createdAt) {
  /** For marks and log lines. */
  @Override
  public String toString() {
    return "run " + id + " of " + createdAt;
  }
}
