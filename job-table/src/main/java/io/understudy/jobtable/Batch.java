package io.understudy.jobtable;

import io.understudy.jobtable.JobProtocol.Finished;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Claims that one thread works on one after the other: mostly a single one, several where jobs are
 * short. What is done is reported together; whoever looks after the thread takes from it what has
 * waited too long.
 */
final class Batch {
  /** How long an answer of the job table that claims are held is good for the next job. */
  private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

  private final JobProtocol protocol;
  private final Patience patience;
  private final List<Attempt> all;
  private final Deque<Attempt> waiting;
  private final List<Done> done = new ArrayList<>();
  private @Nullable Attempt atWork;
  private long since;
  private long verified;

  /** A job that is done and not reported. */
  record Done(Attempt attempt, Completion completion, Duration took) {
    Finished finished() {
      return new Finished(attempt.claim(), completion, took);
    }
  }

  /**
   * @param asked {@link System#nanoTime} before these jobs were claimed: the answer to a claim says
   *     that they are held
   */
  Batch(List<Claim> claims, JobProtocol protocol, Patience patience, long asked) {
    this.protocol = protocol;
    this.patience = patience;
    this.all = claims.stream().map(claim -> new Attempt(claim, this)).toList();
    this.waiting = new ArrayDeque<>(all);
    this.since = System.nanoTime();
    this.verified = asked;
  }

  /** All of its attempts, ended or not. */
  List<Attempt> attempts() {
    return all;
  }

  /** The next to work on; null if there is none. */
  synchronized @Nullable Attempt next() {
    since = System.nanoTime();
    atWork = waiting.poll();
    return atWork;
  }

  synchronized void add(Done job) {
    atWork = null;
    done.add(job);
  }

  /** The one at work has ended otherwise. */
  synchronized void drop() {
    atWork = null;
  }

  /** Whether others wait for a job that has been at work for longer. */
  synchronized boolean isSlow(Duration patience) {
    return (!waiting.isEmpty() || !done.isEmpty())
        && System.nanoTime() - since > patience.toNanos();
  }

  synchronized List<Attempt> waiting() {
    return List.copyOf(waiting);
  }

  synchronized List<Done> done() {
    return List.copyOf(done);
  }

  /** Those that nobody has begun: they are no longer this batch's. */
  synchronized List<Attempt> takeWaiting() {
    List<Attempt> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /** Those to report: they are no longer this batch's. */
  synchronized List<Done> takeDone() {
    List<Done> taken = List.copyOf(done);
    done.clear();
    return taken;
  }

  /**
   * Asks the job table which claims are still held, and extends those whose lease is half over;
   * {@link Attempt#isLost} says it of each. Of several claims all are asked about at once, and the
   * next ones within a moment do without.
   *
   * @param patiently whether a job table that does not answer is asked again
   */
  void verify(boolean patiently) {
    long now = System.nanoTime();
    List<Attempt> asked;
    synchronized (this) {
      if (all.size() > 1 && now - verified < FRESH_NANOS) {
        return;
      }
      asked = open();
    }
    List<Attempt> lost =
        patiently
            ? patience.ask(
                "look at leases", () -> asked.stream().allMatch(Attempt::isLost), () -> lost(asked))
            : lost(asked);
    lost.forEach(Attempt::lose);
    synchronized (this) {
      verified = now;
    }
  }

  <T> T ask(String what, Attempt attempt, Supplier<T> statement) {
    return patience.ask(what, attempt::isLost, statement);
  }

  private List<Attempt> lost(List<Attempt> asked) {
    Duration enough = patience.lease().dividedBy(2);
    Set<Long> held = protocol.held(asked.stream().map(Attempt::held).toList(), enough);
    List<Attempt> rest = asked.stream().filter(a -> !held.contains(a.claim().jobId())).toList();
    if (rest.isEmpty()) {
      return rest;
    }
    Set<Long> extended =
        protocol.heartbeat(rest.stream().map(Attempt::held).toList(), patience.lease());
    return rest.stream().filter(a -> !extended.contains(a.claim().jobId())).toList();
  }

  private List<Attempt> open() {
    List<Attempt> open = new ArrayList<>(waiting);
    if (atWork != null) {
      open.add(atWork);
    }
    return open;
  }
}
