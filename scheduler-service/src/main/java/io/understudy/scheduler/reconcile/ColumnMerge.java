package io.understudy.scheduler.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.files.ValueType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a table from those of its files: in order of first appearance, with the narrowest
 * type that holds every file's values; nullable if any file says so or does not have the column.
 */
public final class ColumnMerge {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Merged> columns = new LinkedHashMap<>();
  private int files;

  private record Merged(ValueType type, boolean nullable, int files) {}

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
          name,
          new Merged(type, nullable, 1),
          (a, b) ->
              new Merged(a.type().merge(b.type()), a.nullable() || b.nullable(), a.files() + 1));
    }
  }

  /** Array of {name, type, nullable}. */
  public ArrayNode result() {
    ArrayNode result = JSON.createArrayNode();
    columns.forEach(
        (name, merged) -> {
          ObjectNode column = result.addObject();
          column.put("name", name);
          column.put("type", merged.type().name());
          column.put("nullable", merged.nullable() || merged.files() < files);
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
