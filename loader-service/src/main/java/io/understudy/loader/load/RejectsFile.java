package io.understudy.loader.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.understudy.engine.Batch;
import io.understudy.files.OutputObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The masked rows of one file that a target refused: JSON, an object per line with file, row (from
 * 1), column (null: the database names none), rule and values. Begun with the first of them.
 */
final class RejectsFile implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<OutputObject> create;
  private final String location;
  private final List<String> columns;
  private final List<Refusal> refusals = new ArrayList<>();
  private @Nullable OutputObject object;
  private @Nullable JsonGenerator out;

  /**
   * A row that was refused.
   *
   * @param row 1 for the first of the file
   * @param column null: the database names none, as for checks of the table and unique keys
   */
  record Refusal(long row, @Nullable String column, String rule) {}

  /**
   * @param location of the masked file
   */
  RejectsFile(Supplier<OutputObject> create, String location, List<String> columns) {
    this.create = create;
    this.location = location;
    this.columns = columns;
  }

  /** Adds a row of a batch. */
  void add(Refusal refusal, Batch batch, int row) {
    try {
      JsonGenerator json = out();
      json.writeStartObject();
      json.writeStringField("file", location);
      json.writeNumberField("row", refusal.row());
      json.writeStringField("column", refusal.column());
      json.writeStringField("rule", refusal.rule());
      json.writeObjectFieldStart("values");
      for (int column = 0; column < columns.size(); column++) {
        json.writeFieldName(columns.get(column));
        value(json, batch.column(column)[row]);
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
      refusals.add(refusal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonGenerator out() throws IOException {
    JsonGenerator begun = out;
    if (begun == null) {
      OutputObject created = create.get();
      object = created;
      begun = JSON.createGenerator(created.stream());
      begun.setRootValueSeparator(null);
      out = begun;
    }
    return begun;
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Double number when Double.isFinite(number) -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case byte[] bytes -> json.writeBinary(bytes);
      default -> json.writeString(value.toString());
    }
  }

  /** In the order of their rows. */
  List<Refusal> refusals() {
    return refusals;
  }

  /** Makes the object appear, if there is one. */
  void publish() {
    try {
      if (object != null && out != null) {
        out.flush();
        object.publish();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (object != null) {
      object.close();
    }
  }
}
