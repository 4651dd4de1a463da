package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What the API of the cluster refused of single runs, such as a Job that a policy does not allow:
 * the other runs go on, and that one is tried again now and then. Used by one thread.
 */
final class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int UNPROCESSABLE = 422;
  private static final int MOST_WORDS = 300;

  private final Clock clock;
  private final Map<Long, Refusal> last = new HashMap<>();

  private record Refusal(String words, Instant until) {}

  Refusals(Clock clock) {
    this.clock = clock;
  }

  /** Whether it is about what was asked for one run, and not about the API or our rights. */
  static boolean isOfOneRun(KubernetesClientException e) {
    boolean admission =
        e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !text(e).contains(" cannot ");
    return admission
        || e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
        || e.getCode() == UNPROCESSABLE;
  }

  /** Notes it, and says it in the log unless it says the same as before. */
  String add(long runId, KubernetesClientException e) {
    String text = text(e);
    String words =
        "no workers: the cluster refuses the run's Job ("
            + e.getCode()
            + "): "
            + text.substring(0, Math.min(MOST_WORDS, text.length()));
    Refusal before = last.put(runId, new Refusal(words, clock.instant().plus(PAUSE)));
    if (before == null || !before.words().equals(words)) {
      LOG.errorf("Run %d: %s; trying again every %d s", runId, words, PAUSE.toSeconds());
    }
    return words;
  }

  /** Why nothing is to be asked for the run just now; empty if it may be. */
  Optional<String> of(long runId) {
    return Optional.ofNullable(last.get(runId))
        .filter(refusal -> clock.instant().isBefore(refusal.until()))
        .map(Refusal::words);
  }

  void keepOnly(Set<Long> runs) {
    last.keySet().retainAll(runs);
  }

  private static String text(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? "no reason given"
        : e.getStatus().getMessage();
  }
}
