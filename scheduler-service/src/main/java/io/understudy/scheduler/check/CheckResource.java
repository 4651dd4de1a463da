package io.understudy.scheduler.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.access.Roles;
import io.understudy.scheduler.access.Audit;
import io.understudy.scheduler.pipeline.PipelineText;
import io.understudy.scheduler.problem.ProblemDocument;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Checks and previews: nothing is run, nothing is written. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Checks")
@APIResponse(
    responseCode = "default",
    description = "What is wrong, and what to do about it",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
class CheckResource {
  private final PipelineCheck checks;
  private final TransformService transform;
  private final Audit audit;
  private final ObjectMapper json;

  CheckResource(
      PipelineCheck checks,
      @RestClient TransformService transform,
      Audit audit,
      ObjectMapper json) {
    this.checks = checks;
    this.transform = transform;
    this.audit = audit;
    this.json = json;
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Path("/checks")
  @Consumes({
    "application/yaml",
    "application/x-yaml",
    "text/yaml",
    MediaType.TEXT_PLAIN,
    MediaType.APPLICATION_JSON
  })
  @Operation(
      summary = "Check a pipeline: everything that would keep a run from starting",
      description =
          "Reads the pipeline, lists the source, compiles the transform config against one file of"
              + " each table and asks the loader about the target.")
  public CheckAnswer check(
      @RequestBody(description = "The pipeline, YAML or JSON") byte @Nullable [] body) {
    return checks.check(PipelineText.of(body));
  }

  @POST
  @Path("/previews")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Masked rows of a file, as the transform service would write them")
  @APIResponse(
      responseCode = "200",
      description = "Columns and rows",
      content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public Response preview(
      @RequestBody(
              description = "config, table, input, format, rows",
              content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          @Nullable String body) {
    return asked(transform::preview, body);
  }

  @POST
  @Path("/proposals")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "A transform config for files that have none, from a sample of their rows")
  @APIResponse(
      responseCode = "200",
      description = "The config (YAML) and the names of its tables",
      content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public Response propose(
      @RequestBody(
              description = "input, table, format, rows",
              content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          @Nullable String body) {
    return asked(transform::propose, body);
  }

  private Response asked(UnaryOperator<String> call, @Nullable String body) {
    input(body).ifPresent(audit::input);
    try {
      return Response.ok(call.apply(body == null ? "" : body)).build();
    } catch (WebApplicationException e) {
      return passedOn(e.getResponse());
    } catch (ProcessingException e) {
      return ProblemDocument.of(
              Status.BAD_GATEWAY,
              "",
              "the transform service does not answer",
              "start it, or correct quarkus.rest-client.transform.url")
          .response();
    }
  }

  /** Which file or folder a body is about; the transform service says what is wrong with it. */
  private Optional<String> input(@Nullable String body) {
    try {
      JsonNode input = json.readTree(body == null ? "" : body).path("input");
      return input.isTextual() ? Optional.of(input.textValue()) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The transform service's problem document, or one of ours if it gave none. */
  private static Response passedOn(Response answer) {
    if (Refused.is(answer.getStatus())) {
      return ProblemDocument.of(
              Status.BAD_GATEWAY, "", Refused.what("transform"), Refused.remedy("transform"))
          .response();
    }
    MediaType type = answer.getMediaType();
    if (type == null || !type.toString().startsWith(ProblemDocument.MEDIA_TYPE)) {
      return ProblemDocument.of(
              Status.BAD_GATEWAY,
              "",
              "the transform service answered with status " + answer.getStatus(),
              "see its log")
          .response();
    }
    return Response.status(answer.getStatus())
        .type(ProblemDocument.MEDIA_TYPE)
        .entity(answer.readEntity(String.class))
        .build();
  }
}
