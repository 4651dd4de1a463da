package io.understudy.transform.preview;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.understudy.access.Roles;
import io.understudy.engine.TransformConfig;
import io.understudy.files.DistinctValues;
import io.understudy.files.ObjectStore;
import io.understudy.files.check.FirstRows;
import io.understudy.transform.check.InputFile;
import io.understudy.transform.key.Keys;
import io.understudy.transform.problem.RequestException;
import io.understudy.transform.recogniser.Recogniser;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Previews rows. */
@RolesAllowed(Roles.SERVICE)
@Path("/v1/previews")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class PreviewsResource {

  /** What previews may show. */
  @ConfigMapping(prefix = "understudy.previews")
  interface PreviewsConfig {
    /** Whether previews show original values beside the masked ones. */
    @WithDefault("false")
    boolean originals();
  }

  private static final int MOST_ROWS = 1000;

  private final ObjectStore objects;
  private final Keys keys;
  private final Recogniser recogniser;
  private final PreviewsConfig config;

  PreviewsResource(ObjectStore objects, Keys keys, Recogniser recogniser, PreviewsConfig config) {
    this.objects = objects;
    this.keys = keys;
    this.recogniser = recogniser;
    this.config = config;
  }

  @POST
  @Blocking
  @Operation(
      summary = "The first rows of a file as the config would make them; writes nothing",
      description =
          "Original values are shown only with understudy.previews.originals=true; without, a"
              + " cell that the config leaves as it is, or makes of one, reads \"(original)\".")
  public Preview preview(@Nullable PreviewRequest request) {
    if (request == null) {
      throw new RequestException("body", "the body is empty", "send config and input");
    }
    int rows = Objects.requireNonNullElse(request.rows(), 10);
    if (rows < 1 || rows > MOST_ROWS) {
      throw new RequestException(
          "rows", "expected 1 to " + MOST_ROWS + ", found " + rows, "ask for fewer");
    }
    InputFile file = InputFile.of(request.input(), request.format());
    TransformConfig transform =
        TransformConfig.parse("config", Objects.requireNonNullElse(request.config(), ""));
    String table = Objects.requireNonNullElse(request.table(), "preview");
    DistinctValues data =
        new DistinctValues(table, () -> objects.open(file.location()), file.format());
    FirstRows shown =
        FirstRows.of(
            schema -> transform.compile(schema, keys.ring(), recogniser.get(), data),
            table,
            objects.open(file.location()),
            file.format(),
            rows);
    return new Preview(
        shown.columns(),
        config.originals() ? shown.after() : shown.afterWithoutOriginals(),
        shown.rules(),
        shown.dropped(),
        shown.plan().stream().map(Preview.PreviewedColumn::of).toList(),
        shown.columnsBefore(),
        config.originals() ? shown.before() : null);
  }
}
