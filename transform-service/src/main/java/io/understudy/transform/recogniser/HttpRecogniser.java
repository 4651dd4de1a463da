package io.understudy.transform.recogniser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.engine.detect.Span;
import io.understudy.engine.detect.TextRecogniser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Asks a server that answers as a Presidio analyzer does: {@code {"text": [...], "language": "en"}}
 * is answered by a list of {@code {entity_type, start, end, score}} for each text, with offsets in
 * code points. A batch that fails (status, time, an answer that does not fit) is halved, down to
 * single texts; on a single text that fails it gives up. After {@value #MOST_FAILURES} of these in
 * a row it does not ask for half a minute and gives up at once, so that a server that is gone does
 * not stop a run. Safe to share between threads.
 */
final class HttpRecogniser implements TextRecogniser {
  private static final Logger LOG = Logger.getLogger(HttpRecogniser.class);

  private static final int MOST_FAILURES = 20;
  private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private final AtomicInteger failures = new AtomicInteger();
  private volatile long lastFailure;
  private final HttpClient client;
  private final ObjectMapper json;
  private final Settings settings;
  private final AnalyzerEntities entities;

  /**
   * How to ask.
   *
   * @param url of {@code /analyze}
   * @param timeout for one request
   * @param batchSize most texts in one request, at least one
   * @param language of the texts
   * @param minScore finds below it do not count
   */
  record Settings(URI url, Duration timeout, int batchSize, String language, double minScore) {
    Settings {
      if (batchSize < 1) {
        throw new IllegalArgumentException("understudy.recogniser.batch-size must be at least 1");
      }
    }
  }

  /** The answer is not one; the message says why, without any of it. */
  private static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String why) {
      super(why);
    }
  }

  HttpRecogniser(ObjectMapper json, Settings settings, AnalyzerEntities entities) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
    this.json = json;
    this.settings = settings;
    this.entities = entities;
  }

  @Override
  public List<Optional<List<Span>>> find(List<String> texts) {
    List<Optional<List<Span>>> found = new ArrayList<>(texts.size());
    for (int from = 0; from < texts.size(); from += settings.batchSize()) {
      batch(texts.subList(from, Math.min(texts.size(), from + settings.batchSize())), found);
    }
    return found;
  }

  private void batch(List<String> texts, List<Optional<List<Span>>> found) {
    if (failures.get() >= MOST_FAILURES && System.nanoTime() - lastFailure < PAUSE_NANOS) {
      texts.forEach(text -> found.add(Optional.empty()));
      return;
    }
    try {
      found.addAll(ask(texts));
      failures.set(0);
    } catch (NoAnswer e) {
      if (Thread.currentThread().isInterrupted()) {
        texts.forEach(text -> found.add(Optional.empty()));
      } else if (texts.size() == 1) {
        LOG.warnf(
            "the recogniser gave no answer to a text of %d characters, which is redacted: %s",
            texts.getFirst().length(), e.getMessage());
        lastFailure = System.nanoTime();
        failures.incrementAndGet();
        found.add(Optional.empty());
      } else {
        int half = texts.size() / 2;
        batch(texts.subList(0, half), found);
        batch(texts.subList(half, texts.size()), found);
      }
    }
  }

  private List<Optional<List<Span>>> ask(List<String> texts) throws NoAnswer {
    try {
      byte[] body = json.writeValueAsBytes(Map.of("text", texts, "language", settings.language()));
      HttpRequest request =
          HttpRequest.newBuilder(settings.url())
              .timeout(settings.timeout())
              .header("Content-Type", "application/json")
              .header("Accept", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new NoAnswer("status " + response.statusCode());
      }
      return answer(texts, json.readTree(response.body()));
    } catch (JsonProcessingException e) {
      // its message may quote the text
      throw new NoAnswer("the answer is not JSON");
    } catch (IOException e) {
      throw new NoAnswer(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted");
    }
  }

  private List<Optional<List<Span>>> answer(List<String> texts, JsonNode answer) throws NoAnswer {
    if (!answer.isArray() || answer.size() != texts.size()) {
      throw new NoAnswer("the answer is not a list with an element for each text");
    }
    List<Optional<List<Span>>> found = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      found.add(Optional.of(spans(texts.get(i), answer.get(i))));
    }
    return found;
  }

  private List<Span> spans(String text, JsonNode finds) throws NoAnswer {
    if (!finds.isArray()) {
      throw new NoAnswer("the finds of a text are not a list");
    }
    int length = text.codePointCount(0, text.length());
    List<Span> spans = new ArrayList<>();
    for (JsonNode find : finds) {
      JsonNode name = find.path("entity_type");
      JsonNode start = find.path("start");
      JsonNode end = find.path("end");
      JsonNode score = find.path("score");
      boolean whole =
          name.isTextual()
              && start.isInt()
              && end.isInt()
              && score.isNumber()
              && start.intValue() >= 0
              && end.intValue() > start.intValue()
              && end.intValue() <= length;
      if (!whole) {
        throw new NoAnswer("a find is not of the form {entity_type, start, end, score}");
      }
      if (score.doubleValue() >= settings.minScore()) {
        int from = text.offsetByCodePoints(0, start.intValue());
        int to = text.offsetByCodePoints(from, end.intValue() - start.intValue());
        spans.add(new Span(from, to, entities.of(name.textValue())));
      }
    }
    return spans;
  }
}
