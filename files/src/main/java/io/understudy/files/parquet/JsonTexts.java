package io.understudy.files.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.understudy.files.ValueType;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * Values of a column before the rules. If it is of JSON, what becomes another text must be JSON:
 * readers parse the texts of such a column, and some refuse the whole file.
 */
final class JsonTexts {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Null if anything fits. */
  private final @Nullable Object @Nullable [] before;

  private JsonTexts(@Nullable Object @Nullable [] before) {
    this.before = before;
  }

  /**
   * Takes note of values that will be changed in place.
   *
   * @param size how many
   */
  static JsonTexts of(PrimitiveType type, @Nullable Object[] values, int size) {
    boolean json = CellType.of(type).value() == ValueType.JSON;
    return new JsonTexts(json ? Arrays.copyOf(values, size) : null);
  }

  /**
   * Looks at a value after the rules.
   *
   * @throws UnfitValueException if it is another one, and no JSON
   */
  void check(int number, Object now) {
    if (before != null
        && !now.equals(before[number])
        && now instanceof String text
        && !isJson(text)) {
      throw new UnfitValueException("the new value is not JSON, which the column holds");
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      boolean some = parser.nextToken() != null;
      parser.skipChildren();
      return some && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
