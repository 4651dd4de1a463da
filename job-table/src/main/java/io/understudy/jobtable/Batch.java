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
  private boolean alone;
  private final long since = System.nanoTime();
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
    this.alone = !claims.getFirst().ofBatch();
    this.verified = asked;
  }

  /** All of its attempts, ended or not. */
  List<Attempt> attempts() {
    return all;
  }

  /** The next to work on; null if there is none. */
  synchronized @Nullable Attempt next() {
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

  /** Whether this batch is older, and there is something to report or to give back. */
  synchronized boolean isSlow(Duration patience) {
    return (!waiting.isEmpty() || !done.isEmpty() || atWork() != null)
        && System.nanoTime() - since > patience.toNanos();
  }

  /** The job at work that has no claim of its own yet; null if there is none. */
  synchronized @Nullable Attempt atWork() {
    return alone ? null : atWork;
  }

  /** The job at work has a claim of its own. */
  synchronized void isAlone() {
    alone = true;
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
