package io.understudy.scheduler.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.access.Roles;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightProtocol;
import io.understudy.jobtable.PreflightProtocol.NewPreflight;
import io.understudy.scheduler.access.Audit;
import io.understudy.scheduler.launch.Launcher;
import io.understudy.scheduler.pipeline.Pipeline;
import io.understudy.scheduler.pipeline.PipelineText;
import io.understudy.scheduler.problem.ProblemDocument;
import io.understudy.scheduler.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Preflights: start one, look at it. Each answer also comes as text, a line for each check. */
@Path("/v1/preflights")
@Tag(name = "Checks")
@APIResponse(
    responseCode = "default",
    description = "What is wrong, and what to do about it",
    content =
        @Content(
            mediaType = ProblemDocument.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemDocument.class)))
@RolesAllowed({Roles.OPERATOR, Roles.SERVICE}) // "helm test" asks as a service
class PreflightResource {
  private static final Logger LOG = Logger.getLogger(PreflightResource.class);
  private static final int MOST_WORKERS = 10_000;
  private static final int LONGEST_WAIT = 60;
  private static final Duration EVERY = Duration.ofMillis(250);

  private static final String WORKERS =
      "How many workers to start, to see whether they fit; default: the pipeline's parallelism,"
          + " without a pipeline 1";
  private static final String SAMPLE =
      "Whether to mask a file of each table, for an estimate of the run's time";
  private static final String WRITABLE =
      "Whether a source that workers can write to is only a warning";

  private final PreflightProtocol protocol;
  private final PreflightConfig config;
  private final Launcher launcher;
  private final Audit audit;
  private final ObjectMapper json;

  PreflightResource(
      PreflightProtocol protocol,
      PreflightConfig config,
      Launcher launcher,
      Audit audit,
      ObjectMapper json) {
    this.protocol = protocol;
    this.config = config;
    this.launcher = launcher;
    this.audit = audit;
    this.json = json;
  }

  @POST
  @Consumes({
    "application/yaml",
    "application/x-yaml",
    "text/yaml",
    MediaType.TEXT_PLAIN,
    MediaType.APPLICATION_JSON
  })
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      summary = "Check in the cluster, with a sample worker, whether a pipeline would run",
      description =
          "With an empty body it is about the buckets of the installation. Writes nothing to the"
              + " source; a marker that it writes to the sink is removed.")
  @APIResponse(
      responseCode = "202",
      description = "The preflight, running; its address is in Location",
      content = @Content(schema = @Schema(implementation = PreflightView.class)))
  public Response create(
      @RequestBody(description = "The pipeline, YAML or JSON; empty: the installation's buckets")
          byte @Nullable [] body,
      @QueryParam("workers") @Parameter(description = WORKERS) @Nullable String workers,
      @QueryParam("sample") @Parameter(description = SAMPLE) @DefaultValue("true") String sample,
      @QueryParam("allowWritableSource") @Parameter(description = WRITABLE) @DefaultValue("false")
          String writableSource) {
    PreflightView made = view(start(body, workers, sample, writableSource));
    return Response.accepted(made).location(URI.create("/v1/preflights/" + made.id())).build();
  }

  @GET
  @Path("/{id}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(summary = "A preflight with its checks and, in the end, an estimate")
  public PreflightView get(
      @PathParam("id") String id,
      @QueryParam("wait")
          @Parameter(description = "Seconds to wait for its end, at most 60")
          @DefaultValue("0")
          String wait)
      throws InterruptedException {
    return view(awaited(id, wait));
  }

  private Preflight start(
      byte @Nullable [] body, @Nullable String workers, String sample, String writableSource) {
    String posted = PipelineText.of(body);
    boolean installation = posted.isBlank();
    String document = installation ? ofInstallation() : posted;
    Pipeline pipeline = Pipeline.parse(document, launcher.classes());
    audit.pipeline(pipeline.name());
    if (pipeline.extraction().isPresent()) {
      throw ProblemException.of(
          Status.BAD_REQUEST,
          "source",
          "a preflight takes samples of files, and a database has none before it is extracted",
          "ask POST /v1/checks, or name files that were extracted before as the source");
    }
    int wanted =
        workers == null
            ? installation ? 1 : pipeline.parallelism().orElse(launcher.maxWorkers())
            : number("workers", workers, 1, MOST_WORKERS);
    long id =
        protocol.create(
            new NewPreflight(
                document,
                pipeline.source().toString(),
                pipeline.sink().toString(),
                pipeline.transform(),
                pipeline.keyId().orElse(null),
                installation,
                Math.max(1, Math.min(wanted, launcher.maxWorkers())),
                flag("sample", sample),
                flag("allowWritableSource", writableSource),
                config.limit()));
    LOG.infof("Preflight %d of %s created", id, pipeline.name());
    return protocol.read(id).orElseThrow(() -> absent(Long.toString(id)));
  }

  private String ofInstallation() {
    if (config.source().isEmpty() || config.sink().isEmpty()) {
      throw ProblemException.of(
          Status.BAD_REQUEST,
          "body",
          "expected a pipeline, found nothing, and this installation has no buckets of its own",
          "post a pipeline, or set understudy.preflight.source and .sink");
    }
    return """
        pipeline: installation
        source: "%s"
        sink: "%s"
        transform: {globals: {coverage: open}, steps: []}
        """
        .formatted(config.source().get(), config.sink().get());
  }

  private Preflight awaited(String id, String wait) throws InterruptedException {
    if (!id.matches("[0-9]{1,18}")) {
      throw absent(id);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(number("wait", wait, 0, LONGEST_WAIT));
    Preflight found = read(id);
    while (found.state() == Preflight.State.RUNNING && System.nanoTime() < end) {
      Thread.sleep(EVERY);
      found = read(id);
    }
    return found;
  }

  private Preflight read(String id) {
    return protocol.read(Long.parseLong(id)).orElseThrow(() -> absent(id));
  }

  private static ProblemException absent(String id) {
    return ProblemException.of(
        Status.NOT_FOUND,
        "id",
        "there is no preflight " + id,
        "post one to /v1/preflights; they are forgotten after 90 days");
  }

  private PreflightView view(Preflight preflight) {
    try {
      Optional<String> estimate = Optional.ofNullable(preflight.estimate());
      return PreflightView.of(
          preflight, estimate.isPresent() ? json.readValue(estimate.get(), Estimate.class) : null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("preflight.estimate is not one");
    }
  }

  private static int number(String name, String value, int least, int most) {
    int number = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
    if (number < least || number > most) {
      throw ProblemException.parameter(name, "a whole number from " + least + " to " + most, value);
    }
    return number;
  }

  private static boolean flag(String name, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw ProblemException.parameter(name, "true or false", value);
    }
    return value.equals("true");
  }
}
