package io.understudy.standalone.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scheduler's API. It may be away for a moment, as services are that are started again. */
public final class RunApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int PAGE = 1_000;

  private final HttpClient http;
  private final URI scheduler;

  /** {@code scheduler} is the base URL. */
  public RunApi(HttpClient http, String scheduler) {
    this.http = http;
    this.scheduler = URI.create(scheduler);
  }

  /**
   * Starts a run.
   *
   * @param rename says where a problem is, given its line and column in the pipeline
   * @throws StandaloneException with everything that is wrong with the pipeline
   */
  public RunStatus start(String pipeline, PlaceNames rename) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(scheduler.resolve("/v1/runs"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(pipeline))
            .build();
    try {
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() == 201) {
        return RunStatus.of(json(answer));
      }
      throw new StandaloneException(
          "the scheduler refused the pipeline: " + words(json(answer), rename));
    } catch (IOException e) {
      throw new StandaloneException(
          "the scheduler at " + scheduler + " does not answer: see its log", e);
    }
  }

  /** How a place in the pipeline is called. */
  public interface PlaceNames {
    /**
     * @param line 1-based, 0 if unknown
     * @param column 1-based, 0 if unknown
     */
    String of(int line, int column);
  }

  private static String words(JsonNode problem, PlaceNames rename) {
    StringBuilder words =
        new StringBuilder(
            problem.path("detail").asText(problem.path("title").asText("no reason was given")));
    for (JsonNode error : problem.path("errors")) {
      words
          .append("\n  ")
          .append(rename.of(error.path("line").asInt(), error.path("column").asInt()));
      String field = error.path("field").asText("");
      if (!field.isEmpty()) {
        words.append(' ').append(field);
      }
      words.append(": ").append(error.path("detail").asText());
      String remedy = error.path("remedy").asText("");
      if (!remedy.isEmpty()) {
        words.append("; ").append(remedy);
      }
    }
    return words.toString();
  }

  /** How a run is now. */
  public RunStatus status(long run) throws InterruptedException {
    return RunStatus.of(get("/v1/runs/" + run));
  }

  /** What the API says of a run, as text. */
  public String text(long run) throws InterruptedException {
    return get("/v1/runs/" + run).toString();
  }

  /** Its files. */
  public List<FileJob> files(long run) throws InterruptedException {
    List<FileJob> files = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = get("/v1/runs/" + run + "/jobs?kind=TRANSFORM&limit=" + PAGE + next);
      for (JsonNode job : page.path("items")) {
        files.add(
            new FileJob(
                job.path("table").asText(""),
                job.path("input").asText(),
                job.path("output").asText(),
                job.path("state").asText().equals("DONE")));
      }
      JsonNode more = page.path("next");
      next = more.isNumber() || more.isTextual() ? "&after=" + more.asText() : "";
    } while (!next.isEmpty());
    return files;
  }

  private JsonNode get(String path) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(scheduler.resolve(path)).timeout(TIMEOUT).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (true) {
      try {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() == 200) {
          return json(answer);
        }
        last = "status " + answer.statusCode();
        if (answer.statusCode() < 500) {
          break;
        }
      } catch (IOException e) {
        last = e.getClass().getSimpleName();
      }
      if (System.nanoTime() > deadline) {
        break;
      }
      Thread.sleep(PAUSE);
    }
    throw new StandaloneException(
        "the scheduler does not answer "
            + scheduler.resolve(path)
            + " ("
            + last
            + "): see its log");
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new StandaloneException(
          answer.uri() + " answered with status " + answer.statusCode() + " and no JSON", e);
    }
  }
}
