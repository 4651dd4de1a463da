package io.understudy.scheduler.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.understudy.access.Roles;
import io.understudy.scheduler.problem.ProblemDocument;
import io.understudy.scheduler.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a run makes in its target. */
@Path("/v1/runs/{id}/ddl")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Runs")
@APIResponse(
    responseCode = "default",
    description = "What is wrong, and what to do about it",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
class DdlResource {
  private final RunDdl ddl;

  DdlResource(RunDdl ddl) {
    this.ddl = ddl;
  }

  @GET
  @Operation(
      summary = "CREATE TABLE of each table that the run's target does not have now",
      description =
          "From the columns of the masked files; of a table that is not masked yet, from those of"
              + " its first file, which are read for operators only. Runs nothing.")
  public DdlView get(@PathParam("id") String id, @Context SecurityContext caller) {
    long runId = RunResource.runId(id);
    RunDdl.Known known =
        QuarkusTransaction.requiringNew()
            .call(() -> ddl.known(runId))
            .orElseThrow(
                () ->
                    ProblemException.of(
                        Status.NOT_FOUND,
                        "id",
                        "there is no run " + id + " with a load",
                        "GET /v1/runs lists those that are there; load: in a pipeline names a"
                            + " target"));
    return ddl.view(caller.isUserInRole(Roles.OPERATOR) ? known : known.withoutSamples());
  }
}
