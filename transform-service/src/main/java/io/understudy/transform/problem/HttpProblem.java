package io.understudy.transform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Requests that HTTP itself has no answer for, before or inside the resources. */
@Singleton
final class HttpProblem {
  private static final Logger LOG = Logger.getLogger(HttpProblem.class);
  private static final int[] OUTSIDE_OF_RESOURCES = {400, 404, 405, 413, 414, 431};

  private static final int TOO_LARGE = 413;
  private static final int BEFORE_QUARKUS = 1_000;

  private final ObjectMapper json;
  private final long largest;

  HttpProblem(
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
    this.json = json;
    this.largest = largest.asLongValue();
  }

  /** What a status that no resource chose means here, and what to do. */
  static ProblemDocument of(int status, String path) {
    return switch (status) {
      case 401 ->
          ProblemDocument.of(
              status,
              "Authorization",
              "the request has no token that is known here",
              "ask the scheduler, which has one; it is in its understudy.access.service-token-file");
      case 403 ->
          ProblemDocument.of(
              status,
              "Authorization",
              "the role of this token does not allow this",
              "give it the role service in understudy.access.token-files");
      case 404 ->
          ProblemDocument.of(
              status, "path", "there is nothing at " + path, "/q/swagger-ui lists what is there");
      case 405 ->
          ProblemDocument.of(
              status,
              "method",
              "the method is not allowed at " + path,
              "/q/swagger-ui lists those that are");
      case 406 ->
          ProblemDocument.of(
              status,
              "Accept",
              "the answer is not available in the media types of the Accept header",
              "accept application/json");
      case 413 ->
          ProblemDocument.of(
              status,
              "body",
              "the body is larger than quarkus.http.limits.max-body-size",
              "send fewer tables at once, or raise that limit");
      case 415 ->
          ProblemDocument.of(
              status,
              "Content-Type",
              "the content type is not accepted at " + path,
              "send application/json");
      default ->
          ProblemDocument.of(
              status, "", "the request was refused", "compare it with /q/swagger-ui");
    };
  }

  void answers(@Observes Router router) {
    for (int status : OUTSIDE_OF_RESOURCES) {
      router.errorHandler(status, this::answer);
    }
  }

  /** Quarkus itself would refuse a large body without a word. */
  void limit(@Observes Filters filters) {
    filters.register(
        request -> {
          String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
          if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > largest) {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            answer(request, TOO_LARGE);
          } else {
            request.next();
          }
        },
        BEFORE_QUARKUS);
  }

  private void answer(RoutingContext request) {
    if (!request.response().ended()) {
      answer(request, request.statusCode());
    }
  }

  private void answer(RoutingContext request, int status) {
    ProblemDocument document = of(status, request.normalizedPath());
    request
        .response()
        .setStatusCode(document.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
        .end(text(document));
  }

  private String text(ProblemDocument document) {
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      LOG.errorf("A problem document cannot be written: %s", SafeTrace.of(e));
      return "{}";
    }
  }
}
