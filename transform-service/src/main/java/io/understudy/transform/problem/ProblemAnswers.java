package io.understudy.transform.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.understudy.access.Challenge;
import io.understudy.engine.CellException;
import io.understudy.engine.ConfigException;
import io.understudy.files.FileException;
import io.understudy.jobtable.JobTableException;
import io.understudy.transform.key.KeysException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever ends a request into a problem document. Messages of exceptions that are not ours
 * go neither into the answer nor into the log.
 */
final class ProblemAnswers {
  private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);

  @ServerExceptionMapper
  Response request(RequestException e) {
    return e.document().response();
  }

  @ServerExceptionMapper
  Response config(ConfigException e) {
    int count = e.problems().size();
    return ProblemDocument.of(
            422,
            "the config has " + (count == 1 ? "a problem" : count + " problems"),
            e.problems().stream()
                .map(
                    p ->
                        new ProblemDocument.Entry(
                            p.path(), p.line(), p.column(), p.message(), p.remedy()))
                .toList())
        .response();
  }

  @ServerExceptionMapper
  Response cell(CellException e) {
    return ProblemDocument.ofWords(
            422, "config", String.valueOf(e.getMessage()), "change the rule of this column")
        .response();
  }

  @ServerExceptionMapper
  Response file(FileException e) {
    int status =
        switch (e) {
          case FileException.Terminal terminal -> 422;
          case FileException.Retryable retryable -> 503;
        };
    return ProblemDocument.ofWords(
            status, "input", String.valueOf(e.getMessage()), "name another file")
        .response();
  }

  @ServerExceptionMapper
  Response keys(KeysException e) {
    return ProblemDocument.ofWords(
            503, "", String.valueOf(e.getMessage()), "correct understudy.keys.directory")
        .response();
  }

  @ServerExceptionMapper
  Response jobTable(JobTableException e) {
    return ProblemDocument.ofWords(
            503, "", String.valueOf(e.getMessage()), "check the database of the job table")
        .response();
  }

  @ServerExceptionMapper
  Response unknown(UnauthorizedException e, UriInfo uri) {
    return Response.fromResponse(HttpProblem.of(401, uri.getPath()).response())
        .header(Challenge.HEADER, Challenge.SCHEME)
        .build();
  }

  @ServerExceptionMapper
  Response notAllowed(ForbiddenException e, UriInfo uri) {
    return HttpProblem.of(403, uri.getPath()).response();
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e, UriInfo uri) {
    Response answer = answer(e, uri.getPath()).response();
    String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return allow == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
  }

  private static ProblemDocument answer(WebApplicationException e, String path) {
    int status = e.getResponse().getStatus();
    if (status != 400) {
      return HttpProblem.of(status, path);
    }
    return unreadable(e.getCause() instanceof JsonMappingException json ? field(json) : "body");
  }

  private static ProblemDocument unreadable(String field) {
    return ProblemDocument.of(
        400,
        field,
        "the body is not the JSON that the API describes",
        "compare it with /q/swagger-ui");
  }

  /** Without Jackson's message, which quotes the value. */
  @ServerExceptionMapper
  Response json(MismatchedInputException e) {
    return unreadable(field(e)).response();
  }

  private static String field(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "body" : path.substring(1);
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    String id = UUID.randomUUID().toString();
    LOG.errorf("Request failed (%s): %s", id, SafeTrace.of(e));
    return ProblemDocument.of(
            500, "", "this should not happen", "the log of this service has the reason under " + id)
        .response();
  }
}
