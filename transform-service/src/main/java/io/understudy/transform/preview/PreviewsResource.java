package io.understudy.transform.preview;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.TransformConfig;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;
import io.understudy.transform.check.InputFile;
import io.understudy.transform.key.Keys;
import io.understudy.transform.problem.RequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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

  /** Shorter texts are in others by chance. */
  private static final int LONG = 4;

  private final ObjectStore objects;
  private final Keys keys;
  private final PreviewsConfig config;

  PreviewsResource(ObjectStore objects, Keys keys, PreviewsConfig config) {
    this.objects = objects;
    this.keys = keys;
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
    try (TableReader reader =
        TableReader.open(table, objects.open(file.location()), file.format())) {
      Plan plan = transform.compile(reader.schema(), keys.ring());
      Batch batch = new Batch(plan.width(), rows);
      reader.next(batch);
      int width = plan.schema().columns().size();
      List<List<@Nullable String>> before = rows(batch, IntStream.range(0, width).toArray());
      PreviewTrace trace = new PreviewTrace();
      plan.start(trace).transform(batch);
      int[] written = plan.output().stream().mapToInt(OutputColumn::source).toArray();
      List<List<@Nullable String>> after = rows(batch, written);
      if (!config.originals()) {
        hideOriginals(before, after, written, trace);
      }
      return new Preview(
          plan.output().stream().map(OutputColumn::name).toList(),
          after,
          rules(batch, written, trace),
          dropped(batch, trace),
          plan.columns().stream().map(Preview.PreviewedColumn::of).toList(),
          plan.schema().columns().stream().map(Column::name).toList(),
          config.originals() ? before : null);
    }
  }

  /** What a config lets pass, copies, or wraps something around, is an original, too. */
  private static void hideOriginals(
      List<List<@Nullable String>> before,
      List<List<@Nullable String>> after,
      int[] written,
      PreviewTrace trace) {
    for (int row = 0; row < after.size(); row++) {
      List<@Nullable String> cells = after.get(row);
      List<@Nullable String> originals = before.get(row);
      for (int i = 0; i < cells.size(); i++) {
        String cell = cells.get(i);
        if (cell != null
            && (trace.isOriginal(written[i], row) || holds(cell, written[i], originals))) {
          cells.set(i, HIDDEN);
        }
      }
    }
  }

  /**
   * Whether the column's own original is in the cell, or one of another column that is no chance.
   */
  private static boolean holds(String cell, int column, List<@Nullable String> originals) {
    for (int i = 0; i < originals.size(); i++) {
      String original = originals.get(i);
      if (original != null
          && (i == column || original.length() >= LONG)
          && cell.contains(original)) {
        return true;
      }
    }
    return false;
  }

  private static List<List<List<String>>> rules(Batch batch, int[] written, PreviewTrace trace) {
    List<List<List<String>>> rules = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      int at = row;
      rules.add(
          batch.isDropped(row)
              ? List.of()
              : Arrays.stream(written).mapToObj(column -> trace.rules(column, at)).toList());
    }
    return rules;
  }

  private static List<@Nullable String> dropped(Batch batch, PreviewTrace trace) {
    List<@Nullable String> dropped = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      dropped.add(trace.dropped(row));
    }
    return dropped;
  }

  private static List<List<@Nullable String>> rows(Batch batch, int[] columns) {
    List<List<@Nullable String>> rows = new ArrayList<>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      List<@Nullable String> cells = new ArrayList<>(columns.length);
      for (int i = 0; i < columns.length && !batch.isDropped(row); i++) {
        cells.add(text(batch.column(columns[i])[row]));
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
