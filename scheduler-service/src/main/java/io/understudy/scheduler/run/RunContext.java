package io.understudy.scheduler.run;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Puts the run that a request is about into its log lines. */
final class RunContext {
  private static final String KEY = "run";

  @ServerRequestFilter
  void request(ContainerRequestContext request) {
    String id = request.getUriInfo().getPathParameters().getFirst("id");
    if (id != null) {
      MDC.put(KEY, id);
    }
  }

  /** For a run that is new. */
  static void of(long runId) {
    MDC.put(KEY, runId);
  }
}
