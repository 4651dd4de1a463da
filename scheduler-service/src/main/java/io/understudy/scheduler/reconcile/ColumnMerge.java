package io.understudy.scheduler.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.files.FileColumn.Nested;
import io.understudy.files.ValueType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table from those of its files: in order of first appearance, with the narrowest
 * type that holds every file's values; nullable if any file says so or does not have the column.
 */
public final class ColumnMerge {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Merged> columns = new LinkedHashMap<>();
  private int files;

  private record Merged(ValueType type, boolean nullable, @Nullable Nested nested, int files) {

    Merged and(Merged other) {
      return new Merged(
          type.merge(other.type), nullable || other.nullable, nested(other), files + other.files);
    }

    /** Of both, but that a file without a value says nothing. */
    private @Nullable Nested nested(Merged other) {
      if (type == ValueType.NONE) {
        return other.nested;
      }
      if (other.type == ValueType.NONE) {
        return nested;
      }
      return nested == null || other.nested == null ? null : nested.merge(other.nested);
    }
  }

  /** Adds a file: its {@code job.details}. */
  public void add(JsonNode details) {
    files++;
    Set<String> seen = new HashSet<>();
    for (JsonNode column : details.path("columns")) {
      String name = column.path("name").asText();
      if (!seen.add(name)) {
        continue;
      }
      ValueType type = ValueType.valueOf(column.path("type").asText());
      boolean nullable = column.path("nullable").asBoolean(true);
      columns.merge(
          name, new Merged(type, nullable, nested(column.path("nested")), 1), Merged::and);
    }
  }

  private static @Nullable Nested nested(JsonNode nested) {
    if (!nested.isObject()) {
      return null;
    }
    JsonNode items = nested.path("items");
    return new Nested(items.isTextual() ? ValueType.valueOf(items.textValue()) : null);
  }

  /** Array of {name, type, nullable}, and of those that are nested {nested: {items}}. */
  public ArrayNode result() {
    ArrayNode result = JSON.createArrayNode();
    columns.forEach(
        (name, merged) -> {
          ObjectNode column = result.addObject();
          column.put("name", name);
          column.put("type", merged.type().name());
          column.put("nullable", merged.nullable() || merged.files() < files);
          if (merged.nested() != null) {
            ValueType items = merged.nested().items();
            column.putObject("nested").put("items", items == null ? null : items.name());
          }
        });
    return result;
  }

  /** Reads a {@code job.details} document. */
  public static JsonNode parse(String details) {
    try {
      return JSON.readTree(details);
    } catch (JsonProcessingException e) {
      // its message may quote the document
      throw new IllegalStateException("job.details is not JSON: " + e.getClass().getSimpleName());
    }
  }
}
