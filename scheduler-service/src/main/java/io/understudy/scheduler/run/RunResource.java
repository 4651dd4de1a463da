package io.understudy.scheduler.run;

import io.understudy.access.Roles;
import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.manifest.ManifestWriter;
import io.understudy.jobtable.JobKind;
import io.understudy.jobtable.JobState;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunProtocol.NewRun;
import io.understudy.jobtable.RunState;
import io.understudy.scheduler.access.Audit;
import io.understudy.scheduler.launch.Launcher;
import io.understudy.scheduler.pipeline.Extraction;
import io.understudy.scheduler.pipeline.Load;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.pipeline.PipelineText;
import io.understudy.scheduler.problem.ProblemDocument;
import io.understudy.scheduler.problem.ProblemException;
import io.understudy.scheduler.run.RunViews.JobFilter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs: start, list, look at, cancel, retry. */
@Path("/v1/runs")
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
class RunResource {
  private static final Logger LOG = Logger.getLogger(RunResource.class);
  private static final int RUNS = 20;
  private static final int MOST_RUNS = 100;
  private static final int JOBS = 100;
  private static final int MOST_JOBS = 1_000;
  private static final String NDJSON = "application/x-ndjson";

  private final RunProtocol protocol;
  private final RunViews views;
  private final Launcher launcher;
  private final ObjectStore objects;
  private final Audit audit;

  RunResource(
      RunProtocol protocol, RunViews views, Launcher launcher, ObjectStore objects, Audit audit) {
    this.objects = objects;
    this.audit = audit;
    this.protocol = protocol;
    this.views = views;
    this.launcher = launcher;
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Consumes({
    "application/yaml",
    "application/x-yaml",
    "text/yaml",
    MediaType.TEXT_PLAIN,
    MediaType.APPLICATION_JSON
  })
  @Operation(summary = "Start a run of a pipeline")
  @APIResponse(
      responseCode = "201",
      description = "The run, being planned; its address is in Location",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  @APIResponse(
      responseCode = "422",
      description = "The pipeline has problems: all of them, with line, column and remedy",
      content =
          @Content(
              mediaType = ProblemDocument.MEDIA_TYPE,
              schema = @Schema(implementation = ProblemDocument.class)))
  public Response create(
      @RequestBody(
              description = "The pipeline, YAML or JSON; docs/reference/pipeline.md has every key")
          byte @Nullable [] body) {
    String document = PipelineText.of(body);
    Pipeline pipeline = Pipeline.parse(document, launcher.classes());
    audit.pipeline(pipeline.name());
    long id =
        protocol.create(
            new NewRun(
                pipeline.name(),
                document,
                pipeline.source().toString(),
                pipeline.sink().toString(),
                pipeline.transform(),
                pipeline.keyId().orElse(null),
                pipeline.load().map(Load::target).orElse(null),
                pipeline.load().map(Load::storedMode).orElse(null),
                pipeline.parallelism().orElse(launcher.maxWorkers()),
                pipeline.extraction().map(Extraction::json).orElse(null),
                pipeline.load().map(Load::options).orElse(null)));
    RunContext.of(id);
    LOG.infof("Run %d of pipeline %s created", id, pipeline.name());
    return Response.created(URI.create("/v1/runs/" + id)).entity(views.get(id)).build();
  }

  @GET
  @Operation(summary = "Runs, newest first, without their columns and dead jobs")
  public Page<RunView> list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("before") @Nullable String before) {
    return views.page(limit(limit, RUNS, MOST_RUNS), before == null ? null : id("before", before));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "A run with its tables, counters and problems")
  public RunView get(@PathParam("id") String id) {
    return views.get(runId(id));
  }

  @GET
  @Path("/{id}/jobs")
  @Operation(summary = "Jobs of a run in the order of their ids")
  public Page<JobView> jobs(
      @PathParam("id") String id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("table") @Nullable String table,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    return views.jobs(
        runId(id),
        new JobFilter(
            state == null ? null : constant("state", state, JobState.values()),
            kind == null ? null : constant("kind", kind, JobKind.values()),
            table,
            after == null ? 0 : id("after", after),
            limit(limit, JOBS, MOST_JOBS)));
  }

  @GET
  @Path("/{id}/manifest")
  @Produces({NDJSON, MediaType.APPLICATION_JSON})
  @Operation(
      summary = "What the run did to each file, signed: one JSON object per line, no values",
      description = "It is the object _understudy/{id}/manifest.jsonl of the run's sink.")
  public Response manifest(@PathParam("id") String id) {
    RunView run = views.get(runId(id));
    if (protocol.step(run.id(), JobKind.MANIFEST).orElse(null) != JobState.DONE) {
      throw ProblemException.of(
          Status.NOT_FOUND,
          "id",
          "run " + id + " is " + run.state() + " and has no manifest",
          run.state().finished()
              ? "runs that were cancelled or could not be planned have none"
              : "it is written when all files are masked");
    }
    Location location = ManifestWriter.location(Location.parse(run.sink()), run.id());
    try {
      InputObject manifest = objects.open(location);
      return Response.ok(manifest.read(0, manifest.size()), NDJSON).build();
    } catch (FileException e) {
      throw ProblemException.of(
          Status.BAD_GATEWAY, "id", String.valueOf(e.getMessage()), "see that the sink is there");
    }
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Path("/{id}/cancel")
  @Operation(summary = "Stop a run; what was masked already stays in the sink")
  @APIResponse(
      responseCode = "202",
      description = "The run, being cancelled",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response cancel(@PathParam("id") String id) {
    RunView before = views.get(runId(id));
    if (!protocol.cancel(before.id())) {
      throw ProblemException.of(
          Status.CONFLICT,
          "id",
          "run " + id + " is " + before.state() + " already",
          "there is nothing to cancel");
    }
    LOG.infof("Run %d is being cancelled", before.id());
    return Response.accepted(views.get(before.id())).build();
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Path("/{id}/retry")
  @Operation(summary = "Try the dead jobs of a failed run again")
  @APIResponse(
      responseCode = "202",
      description = "The run, running again",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  public Response retry(@PathParam("id") String id) {
    RunView before = views.get(runId(id));
    if (protocol.retryDead(before.id()) == 0) {
      throw ProblemException.of(
          Status.CONFLICT,
          "id",
          "run "
              + id
              + " is "
              + before.state()
              + (before.state() == RunState.FAILED ? " and has no dead job to retry" : ""),
          before.state().finished()
              ? "post the pipeline again"
              : "only a failed run can be retried; wait for its end");
    }
    LOG.infof("Run %d is tried again", before.id());
    return Response.accepted(views.get(before.id())).build();
  }

  static long runId(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw ProblemException.of(
          Status.NOT_FOUND, "id", "there is no run " + id, "ids are whole numbers");
    }
    return Long.parseLong(id);
  }

  private static long id(String name, String value) {
    if (!value.matches("[0-9]{1,18}")) {
      throw ProblemException.parameter(name, "an id", value);
    }
    return Long.parseLong(value);
  }

  private static int limit(@Nullable String value, int otherwise, int most) {
    int limit =
        value == null ? otherwise : value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
    if (limit < 1 || limit > most) {
      throw ProblemException.parameter(
          "limit", "a whole number from 1 to " + most, String.valueOf(value));
    }
    return limit;
  }

  private static <E extends Enum<E>> E constant(String name, String value, E[] constants) {
    String wanted = value.toUpperCase(Locale.ROOT);
    return Arrays.stream(constants)
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.parameter(
                    name,
                    "one of "
                        + Arrays.stream(constants)
                            .map(Enum::name)
                            .collect(Collectors.joining(", ")),
                    value));
  }
}
