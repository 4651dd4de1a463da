package io.understudy.transform;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.engine.CellException;
import io.understudy.engine.ConfigException;
import io.understudy.files.FileException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * An error as RFC 9457 has it ({@code application/problem+json}). No value of a row is in it.
 *
 * @param type {@code about:blank}: the status says it all
 * @param errors each thing wrong, with its place and remedy
 */
@RegisterForReflection
record ProblemDocument(String type, String title, int status, String detail, List<Entry> errors) {

  /** One thing wrong. */
  @RegisterForReflection
  record Entry(String field, int line, int column, String detail, String remedy) {}

  static RestResponse<ProblemDocument> response(int status, String detail, List<Entry> errors) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return RestResponse.ResponseBuilder.<ProblemDocument>create(status)
        .header("Content-Type", "application/problem+json")
        .entity(new ProblemDocument("about:blank", title, status, detail, errors))
        .build();
  }

  /** Turns what resources throw into problem documents. */
  static final class Mappers {
    private static final Logger LOG = Logger.getLogger(ProblemDocument.class);

    @ServerExceptionMapper
    RestResponse<ProblemDocument> config(ConfigException e) {
      return response(
          422,
          "the config has " + e.problems().size() + " problem(s)",
          e.problems().stream()
              .map(p -> new Entry(p.path(), p.line(), p.column(), p.message(), p.remedy()))
              .toList());
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> cell(CellException e) {
      return response(422, String.valueOf(e.getMessage()), List.of());
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> file(FileException e) {
      return response(
          switch (e) {
            case FileException.Terminal terminal -> 422;
            case FileException.Retryable retryable -> 503;
          },
          String.valueOf(e.getMessage()),
          List.of());
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> argument(IllegalArgumentException e) {
      return response(400, String.valueOf(e.getMessage()), List.of());
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> web(WebApplicationException e) {
      int status = e.getResponse().getStatus();
      return response(
          status, status == 400 ? "the body is not as the API describes it" : "", List.of());
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> unexpected(RuntimeException e) {
      String id = UUID.randomUUID().toString();
      LOG.errorf("error %s: unexpected %s", id, e.getClass().getName());
      return response(500, "unexpected error " + id + "; see the log", List.of());
    }
  }
}
