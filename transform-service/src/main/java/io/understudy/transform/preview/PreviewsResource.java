package io.understudy.transform.preview;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.Plan;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Previews rows. */
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

  private final ObjectStore objects;
  private final Keyring keyring;
  private final PreviewsConfig config;

  PreviewsResource(ObjectStore objects, Keyring keyring, PreviewsConfig config) {
    this.objects = objects;
    this.keyring = keyring;
    this.config = config;
  }

  @POST
  @Blocking
  @Operation(
      summary = "The first rows of a file as the config would make them; writes nothing",
      description = "Original values are shown only with understudy.previews.originals=true.")
  public Preview preview(PreviewRequest request) {
    int rows = Objects.requireNonNullElse(request.rows(), 10);
    if (rows < 1 || rows > 1000) {
      throw new IllegalArgumentException("rows: must be between 1 and 1000, was " + rows);
    }
    Location location = Location.parse(Objects.requireNonNullElse(request.input(), ""));
    FileFormat format =
        Objects.requireNonNullElse(request.format(), FormatOptions.BY_NAME)
            .formatOf(location.key())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "input: the name does not tell the file's format; set format.type to csv,"
                            + " jsonl or parquet"));
    TransformConfig transform =
        TransformConfig.parse("config", Objects.requireNonNullElse(request.config(), ""));
    String table = Objects.requireNonNullElse(request.table(), "preview");
    try (TableReader reader = TableReader.open(table, objects.open(location), format)) {
      Plan plan = transform.compile(reader.schema(), keyring);
      List<String> names = plan.schema().columns().stream().map(Column::name).toList();
      Batch batch = new Batch(names.size(), rows);
      reader.next(batch);
      List<List<@Nullable String>> before = config.originals() ? rows(batch) : null;
      plan.start().transform(batch);
      return new Preview(names, rows(batch), before);
    }
  }

  private static List<List<@Nullable String>> rows(Batch batch) {
    List<List<@Nullable String>> rows = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      List<@Nullable String> cells = new ArrayList<>(batch.columnCount());
      for (int column = 0; column < batch.columnCount(); column++) {
        Object value = batch.column(column)[row];
        cells.add(value == null ? null : value.toString());
      }
      rows.add(cells);
    }
    return rows;
  }
}
