package io.understudy.loader;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.understudy.access.Challenge;
import io.understudy.loader.database.UnknownTargetException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * An error as RFC 9457 has it ({@code application/problem+json}). No value of a row is in it.
 *
 * @param type {@code about:blank}: the status says it all
 */
@RegisterForReflection
record ProblemDocument(String type, String title, int status, String detail) {

  static RestResponse<ProblemDocument> response(int status, String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return RestResponse.ResponseBuilder.<ProblemDocument>create(status)
        .header("Content-Type", "application/problem+json")
        .entity(new ProblemDocument("about:blank", title, status, detail))
        .build();
  }

  /** Turns what resources throw into problem documents. */
  static final class Mappers {
    private static final Logger LOG = Logger.getLogger(ProblemDocument.class);

    @ServerExceptionMapper
    RestResponse<ProblemDocument> unknown(UnknownTargetException e) {
      return response(404, String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> unknown(UnauthorizedException e) {
      return RestResponse.ResponseBuilder.fromResponse(
              response(
                  401,
                  "the request has no token that is known here; ask the scheduler, which has one in"
                      + " its understudy.access.service-token-file"))
          .header(Challenge.HEADER, Challenge.SCHEME)
          .build();
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> notAllowed(ForbiddenException e) {
      return response(
          403,
          "the role of this token does not allow this; give it the role service in"
              + " understudy.access.token-files");
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> web(WebApplicationException e) {
      int status = e.getResponse().getStatus();
      return response(status, status == 404 ? "there is nothing at this path; see /q/openapi" : "");
    }

    @ServerExceptionMapper
    RestResponse<ProblemDocument> unexpected(RuntimeException e) {
      String id = UUID.randomUUID().toString();
      LOG.errorf("error %s: unexpected %s", id, e.getClass().getName());
      return response(500, "unexpected error " + id + "; see the log");
    }
  }
}
