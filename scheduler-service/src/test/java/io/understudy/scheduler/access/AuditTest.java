package io.understudy.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.understudy.access.AccessConfig;
import io.understudy.scheduler.Runs;
import io.understudy.scheduler.Surroundings;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log: a line for each call that is no mere look. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class AuditTest {
  private static final Logger LOG = Logger.getLogger("understudy.audit");

  @Inject Runs runs;
  @TempDir Path directory;

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    Callers.only(AccessConfig.Type.TOKENS, directory);
    LOG.addHandler(listener);
  }

  @AfterEach
  void stop() {
    LOG.removeHandler(listener);
  }

  private static Response post(String caller, String path, String type, String body) {
    return Callers.as(caller)
        .contentType(type)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(path);
  }

  /** A line is written when the answer has left, which may be after the caller has read it. */
  private List<String> lines(int count) {
    for (int i = 0; i < 250 && lines.size() < count; i++) {
      Runs.pause();
    }
    return List.copyOf(lines);
  }

  @Test
  void startAndCancelNameWhoTheRunAndThePipeline() {
    String pipeline = Runs.pipeline(runs.folder("people/1.csv"), "");
    long id = post("operator", "/v1/runs", "application/yaml", pipeline).jsonPath().getLong("id");
    post("operator", "/v1/runs/" + id + "/cancel", "application/json", "");
    Callers.as("viewer").get("/v1/runs/" + id);
    post("operator", "/v1/runs/" + id + "/retry", "application/json", "");
    assertThat(lines(3))
        .containsExactly(
            "who=\"test-operator\" call=\"POST /v1/runs\" run=\"%d\" pipeline=\"shop\" status=201 outcome=done"
                .formatted(id),
            "who=\"test-operator\" call=\"POST /v1/runs/%1$d/cancel\" run=\"%1$d\" status=202 outcome=done"
                .formatted(id),
            "who=\"test-operator\" call=\"POST /v1/runs/%1$d/retry\" run=\"%1$d\" status=409 outcome=rejected"
                .formatted(id));
  }

  @Test
  void readersOfDataNameTheFileAndNoOneIsFreeToBreakTheLine() {
    post("operator", "/v1/checks", "application/yaml", Runs.pipeline("x/", ""));
    post("operator", "/v1/previews", "application/json", "{\"input\": \"s3://a/b\\n\\\"c\"}");
    post("operator", "/v1/proposals", "application/json", "{\"input\": \"s3://source/people/\"}");
    post("operator", "/v1/previews", "application/json", "no json");
    assertThat(lines(4))
        .containsExactly(
            "who=\"test-operator\" call=\"POST /v1/checks\" pipeline=\"shop\" status=200 outcome=done",
            "who=\"test-operator\" call=\"POST /v1/previews\" input=\"s3://a/b\\u000a\\\"c\" status=422"
                + " outcome=rejected",
            "who=\"test-operator\" call=\"POST /v1/proposals\" input=\"s3://source/people/\" status=200"
                + " outcome=done",
            "who=\"test-operator\" call=\"POST /v1/previews\" status=422 outcome=rejected");
  }

  @Test
  void whoIsRefusedIsInItAndTokensAreNot() {
    post("viewer", "/v1/previews", "application/json", "{\"input\": \"s3://source/a\"}");
    post("wrong", "/v1/runs", "application/yaml", "pipeline: x");
    post("anonymous", "/v1/runs/7/cancel", "application/json", "");
    assertThat(lines(3))
        .containsExactly(
            "who=\"test-viewer\" call=\"POST /v1/previews\" status=403 outcome=refused",
            "who=\"anonymous\" call=\"POST /v1/runs\" status=401 outcome=refused",
            "who=\"anonymous\" call=\"POST /v1/runs/7/cancel\" run=\"7\" status=401 outcome=refused");
  }
}
