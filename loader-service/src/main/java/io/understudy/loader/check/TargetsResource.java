package io.understudy.loader.check;

import io.smallrye.common.annotation.Blocking;
import io.understudy.access.Roles;
import io.understudy.loader.database.Targets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The databases that can be loaded. */
@RolesAllowed(Roles.SERVICE)
@Path("/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
class TargetsResource {
  private final Targets targets;

  TargetsResource(Targets targets) {
    this.targets = targets;
  }

  /**
   * All targets.
   *
   * @param targets their names; where they are and how to log in stays here
   */
  @Schema(name = "Targets")
  record Listed(List<String> targets) {}

  @GET
  @Operation(summary = "The names of the databases that can be loaded")
  public Listed list() {
    return new Listed(targets.names());
  }

  @POST
  @Path("/{name}/checks")
  @Blocking
  @Operation(
      summary = "Check whether a target can be loaded; writes nothing to it",
      description = "Connects, and looks at version, schema, rights and whether it is read-only.")
  @APIResponse(responseCode = "200", description = "What was found")
  @APIResponse(responseCode = "404", description = "No target of this name is configured")
  public CheckReport check(@PathParam("name") String name) throws InterruptedException {
    return new CheckReport(TargetCheck.of(targets.get(name)));
  }

  @POST
  @Path("/{name}/ddl")
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "What a load would make of these tables; writes nothing",
      description = "A CREATE TABLE for each that the target does not have.")
  @APIResponse(responseCode = "200", description = "A statement for each that is absent")
  @APIResponse(responseCode = "404", description = "No target of this name is configured")
  public DdlPreview.Answer ddl(
      @PathParam("name") String name, DdlPreview.@Nullable Question question)
      throws InterruptedException {
    return DdlPreview.of(
        targets.get(name), question == null ? new DdlPreview.Question(List.of()) : question);
  }
}
