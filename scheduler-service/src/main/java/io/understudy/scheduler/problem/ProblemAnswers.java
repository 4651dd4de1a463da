package io.understudy.scheduler.problem;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.understudy.access.Challenge;
import io.understudy.engine.ConfigException;
import io.understudy.jobtable.JobTableException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever ends a request into a problem document. Messages of exceptions that are not ours
 * go neither into the answer nor into the log.
 */
final class ProblemAnswers {
  private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return e.document().response();
  }

  @ServerExceptionMapper
  Response config(ConfigException e) {
    int count = e.problems().size();
    return ProblemDocument.of(
            new UnprocessableContent(),
            "the pipeline has " + (count == 1 ? "a problem" : count + " problems"),
            e.problems().stream().map(ProblemDocument.Entry::of).toList())
        .response();
  }

  @ServerExceptionMapper
  Response jobTable(JobTableException e) {
    return unavailable(e);
  }

  @ServerExceptionMapper
  Response persistence(PersistenceException e) {
    return unavailable(e);
  }

  @ServerExceptionMapper
  Response unknown(UnauthorizedException e) {
    return Response.fromResponse(HttpProblem.unknown().response())
        .header(Challenge.HEADER, Challenge.SCHEME)
        .build();
  }

  @ServerExceptionMapper
  Response notAllowed(ForbiddenException e, UriInfo uri) {
    return HttpProblem.of(Status.FORBIDDEN, uri.getPath()).response();
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e, UriInfo uri) {
    Response.StatusType status = e.getResponse().getStatusInfo();
    Response answer = HttpProblem.of(status, uri.getPath()).response();
    String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return allow == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    String id = UUID.randomUUID().toString();
    LOG.errorf("Request failed (%s): %s", id, SafeTrace.of(e));
    return ProblemDocument.of(
            Status.INTERNAL_SERVER_ERROR,
            "",
            "this should not happen",
            "the scheduler's log has the reason under " + id)
        .response();
  }

  private static Response unavailable(RuntimeException e) {
    LOG.warnf("The job table does not answer: %s", SafeTrace.of(e));
    return ProblemDocument.of(
            Status.SERVICE_UNAVAILABLE,
            "",
            "the job table does not answer",
            "check the database of the scheduler, then try again")
        .response();
  }

  /** 422, which this version of Jakarta REST has no constant for. */
  private record UnprocessableContent() implements Response.StatusType {
    @Override
    public int getStatusCode() {
      return 422;
    }

    @Override
    public Status.Family getFamily() {
      return Status.Family.CLIENT_ERROR;
    }

    @Override
    public String getReasonPhrase() {
      return "Unprocessable Content";
    }
  }
}
