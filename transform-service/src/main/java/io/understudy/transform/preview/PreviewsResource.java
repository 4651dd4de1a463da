package io.understudy.transform.preview;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.Plan;
import io.understudy.engine.TransformConfig;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;
import io.understudy.transform.check.InputFile;
import io.understudy.transform.key.Keys;
import io.understudy.transform.problem.RequestException;
import io.understudy.transform.recogniser.Recogniser;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HexFormat;
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

  private static final int MOST_ROWS = 1000;
  private static final String HIDDEN = "(original)";

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
              + " cell that the config leaves as it is reads \"(original)\".")
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
    try (TableReader reader =
        TableReader.open(table, objects.open(file.location()), file.format())) {
      Plan plan = transform.compile(reader.schema(), keys.ring(), recogniser.get());
      List<String> names = plan.schema().columns().stream().map(Column::name).toList();
      Batch batch = new Batch(names.size(), rows);
      reader.next(batch);
      List<List<@Nullable String>> before = rows(batch);
      plan.start().transform(batch);
      List<List<@Nullable String>> after = rows(batch);
      if (config.originals()) {
        return new Preview(names, after, before);
      }
      hideOriginals(before, after);
      return new Preview(names, after, null);
    }
  }

  /** What a config lets pass, or wraps something around, is an original, too. */
  private static void hideOriginals(
      List<List<@Nullable String>> before, List<List<@Nullable String>> after) {
    for (int row = 0; row < after.size(); row++) {
      List<@Nullable String> cells = after.get(row);
      for (int column = 0; column < cells.size(); column++) {
        String original = before.get(row).get(column);
        String masked = cells.get(column);
        if (original != null && masked != null && masked.contains(original)) {
          cells.set(column, HIDDEN);
        }
      }
    }
  }

  private static List<List<@Nullable String>> rows(Batch batch) {
    List<List<@Nullable String>> rows = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      List<@Nullable String> cells = new ArrayList<>(batch.columnCount());
      for (int column = 0; column < batch.columnCount(); column++) {
        Object value = batch.column(column)[row];
        cells.add(text(value));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }
}
