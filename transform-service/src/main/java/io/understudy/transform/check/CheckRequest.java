package io.understudy.transform.check;

import io.understudy.files.FormatOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A config to check.
 *
 * @param source what to call the config in problems
 * @param config the transform_v2 document (YAML)
 * @param tables sample files; may be empty: then only the config itself is checked
 */
record CheckRequest(
    @Nullable String source, @Nullable String config, @Nullable List<@Nullable Sample> tables) {

  /**
   * One file of a table.
   *
   * @param table the table's name
   * @param input {@code s3://bucket/key}
   * @param format what the name does not tell
   */
  record Sample(@Nullable String table, @Nullable String input, @Nullable FormatOptions format) {}
}
