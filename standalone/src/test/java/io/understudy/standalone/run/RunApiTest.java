package io.understudy.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunApiTest {
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private RunApi api;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          Answer answer = answers.pop();
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    api = new RunApi(HttpClient.newHttpClient(), url());
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aRefusedPipelineIsToldWithEveryPlaceAndRemedy() {
    answers.add(
        new Answer(
            422,
            """
            { "detail": "the pipeline has 2 problems", "errors": [
                { "field": "transform.steps[0]", "line": 7, "column": 3, "detail": "no filter fak",
                  "remedy": "write fake" },
                { "field": "", "detail": "no steps", "remedy": "" } ] }
            """));
    assertThatThrownBy(() -> api.start("x", (line, column) -> "my.yml:" + line + ":" + column))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            """
            the scheduler refused the pipeline: the pipeline has 2 problems
              my.yml:7:3 transform.steps[0]: no filter fak; write fake
              my.yml:0:0: no steps""");
  }

  @Test
  void aSchedulerThatIsAwayForAMomentIsAskedAgain() throws InterruptedException {
    answers.add(new Answer(503, "{}"));
    answers.add(new Answer(200, "{\"id\":4,\"state\":\"RUNNING\"}"));
    assertThat(api.status(4).state()).isEqualTo("RUNNING");
  }

  @Test
  void aRunThatIsNotThereIsAnError() {
    answers.add(new Answer(404, "{}"));
    assertThatThrownBy(() -> api.status(4))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            "the scheduler does not answer " + url() + "/v1/runs/4 (status 404): see its log");
  }

  @Test
  void allPagesOfFilesAreRead() throws InterruptedException {
    answers.add(
        new Answer(
            200,
            """
            { "items": [ { "table": "t", "input": "s3://a/1", "output": "s3://b/1",
                           "state": "DONE" } ], "next": 12 }
            """));
    answers.add(
        new Answer(
            200,
            """
            { "items": [ { "table": "t", "input": "s3://a/2", "output": "s3://b/2",
                           "state": "DEAD" } ], "next": null }
            """));
    assertThat(api.files(4))
        .containsExactly(
            new FileJob("t", "s3://a/1", "s3://b/1", true),
            new FileJob("t", "s3://a/2", "s3://b/2", false));
    assertThat(requests)
        .containsExactly(
            "GET /v1/runs/4/jobs?kind=TRANSFORM&limit=1000",
            "GET /v1/runs/4/jobs?kind=TRANSFORM&limit=1000&after=12");
  }
}
