package io.understudy.scheduler.run;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.understudy.access.Roles;
import io.understudy.scheduler.health.Leaving;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A run as it goes, by server-sent events. */
@Path("/v1/runs/{id}/events")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Runs")
class RunEvents {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final RunViews views;
  private final Sse sse;
  private final Leaving leaving;

  RunEvents(RunViews views, Sse sse, Leaving leaving) {
    this.views = views;
    this.sse = sse;
    this.leaving = leaving;
  }

  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "A run as it goes",
      description =
          "Event \"run\" with the run as JSON, at once and whenever it changes, at most twice a"
              + " second; ends after the final state, or when this scheduler is replaced by another:"
              + " ask again then.")
  public Multi<OutboundSseEvent> events(@PathParam("id") String id) {
    long runId = views.get(RunResource.runId(id)).id(); // 404 before the stream starts
    Uni<RunView> now =
        Uni.createFrom()
            .item(() -> views.get(runId))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    return Multi.createBy()
        .repeating()
        .uni(() -> now)
        .withDelay(EVERY)
        .whilst(view -> !view.state().finished() && !leaving.hasBegun())
        .skip()
        .repetitions()
        .map(
            view ->
                sse.newEventBuilder()
                    .name("run")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(RunView.class, view)
                    .build());
  }
}
