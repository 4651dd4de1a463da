package io.understudy.transform.recogniser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.understudy.engine.detect.Span;
import io.understudy.engine.fake.Entity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recogniser over HTTP, against a server that finds "Noah" and does not always answer. */
class HttpRecogniserTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/analyze", this::analyze);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void analyze(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    ArrayNode answer = JSON.createArrayNode();
    batches.add(request.path("text").size());
    String body = null;
    int status = request.path("language").asText().equals("en") ? 200 : 400;
    for (JsonNode node : request.path("text")) {
      String text = node.asText();
      ArrayNode finds = answer.addArray();
      int at = text.indexOf("Noah");
      if (at >= 0) {
        int start = text.codePointCount(0, at);
        find(finds, "PERSON", start, start + 4, 0.85);
        find(finds, "LOCATION", 0, 1, 0.1);
      }
      switch (text) {
        case "broken" -> status = 500;
        case "odd" -> body = "SECRET is no JSON";
        case "short" -> body = "[]";
        case "outside" -> find(finds, "PERSON", 3, 99, 1);
        case "unknown" -> find(finds, "STARSHIP", 0, 7, 1);
        case "slow" -> await();
        default -> {}
      }
    }
    byte[] bytes = (body == null ? answer.toString() : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void find(ArrayNode finds, String type, int start, int end, double score) {
    finds
        .addObject()
        .put("entity_type", type)
        .put("start", start)
        .put("end", end)
        .put("score", score);
  }

  private HttpRecogniser recogniser(int batchSize, Duration timeout) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/analyze");
    return new HttpRecogniser(
        JSON,
        new HttpRecogniser.Settings(url, timeout, batchSize, "en", 0.5),
        new AnalyzerEntities(Map.of()));
  }

  private static Optional<List<Span>> nothing() {
    return Optional.of(List.of());
  }

  private static Optional<List<Span>> name(int start, int end) {
    return Optional.of(List.of(new Span(start, end, Entity.NAME)));
  }

  @Test
  void textsGoInBatchesAndFindsBelowTheScoreDoNotCount() {
    assertThat(recogniser(2, Duration.ofSeconds(30)).find(List.of("Noah", "b", "c is Noah")))
        .containsExactly(name(0, 4), nothing(), name(5, 9));
    assertThat(batches).containsExactly(2, 1);
  }

  @Test
  void offsetsAreCodePoints() {
    assertThat(recogniser(2, Duration.ofSeconds(30)).find(List.of("\uD83D\uDE00 Noah")))
        .containsExactly(name(3, 7));
  }

  @Test
  void aBatchThatFailsIsHalvedUntilOnlyTheTextThatFailsIsGivenUp() {
    assertThat(recogniser(4, Duration.ofSeconds(30)).find(List.of("Noah", "b", "broken", "Noah")))
        .containsExactly(name(0, 4), nothing(), Optional.empty(), name(0, 4));
    assertThat(batches).containsExactly(4, 2, 2, 1, 1);
  }

  @Test
  void answersThatDoNotFitAreNoAnswers() {
    assertThat(
            recogniser(8, Duration.ofSeconds(30))
                .find(List.of("odd", "short", "outside", "unknown")))
        .containsExactly(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(List.of(new Span(0, 7, Entity.UNIQUE_IDENTIFIER))));
  }

  @Test
  void aTextThatTakesTooLongIsGivenUp() {
    assertThat(recogniser(2, Duration.ofSeconds(1)).find(List.of("slow", "Noah")))
        .containsExactly(Optional.empty(), name(0, 4));
  }

  @Test
  void aServerThatFailsAllTheTimeIsLeftAloneForAWhile() {
    HttpRecogniser recogniser = recogniser(1, Duration.ofSeconds(30));
    List<String> texts = Collections.nCopies(50, "broken");
    assertThat(recogniser.find(texts)).hasSize(50).containsOnly(Optional.empty());
    assertThat(batches).hasSize(20);
    assertThat(recogniser.find(List.of("Noah"))).containsExactly(Optional.empty());
  }

  @Test
  void withoutAServerEverythingIsGivenUp() {
    server.stop(0);
    assertThat(recogniser(2, Duration.ofSeconds(5)).find(List.of("a", "b", "c")))
        .containsExactly(Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void namesCanBeMappedToOurEntitiesOnly() {
    assertThat(new AnalyzerEntities(Map.of("PERSON", "last_name")).of("PERSON"))
        .isEqualTo(Entity.LAST_NAME);
    assertThatThrownBy(() -> new AnalyzerEntities(Map.of("PERSON", "last_nam")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "understudy.recogniser.entities.PERSON: unknown entity \"last_nam\"; near ones:"
                + " last_name");
  }
}
