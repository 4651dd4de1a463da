package io.understudy.engine;

import io.understudy.engine.key.Keyring;

/** A parsed transform config (the {@code transform_v2} language), not yet bound to a table. */
public final class TransformConfig {
  private TransformConfig() {}

  /**
   * Reads a YAML document in any of the envelopes of the language: classic ({@code models:}), task
   * ({@code task:}), workflow ({@code steps: [{task: transform}]}), or bare ({@code globals:} and
   * {@code steps:}).
   *
   * @param source what to call the document in problems, such as a file name
   * @throws ConfigException with every problem that can be known without a table: YAML syntax,
   *     unknown keys, expression syntax, unknown names, filters and attributes
   */
  public static TransformConfig parse(String source, String yaml) {
    throw new ConfigException(java.util.List.of());
  }

  /**
   * Binds this config to one file's columns.
   *
   * @param schema the file's columns; the table name selects from {@code table_specific_configs}
   * @param keyring where the key named by {@code globals.key} (else the default key) is
   * @throws ConfigException with every problem: columns that are not there, rules on columns they
   *     cannot change, columns that coverage does not allow, missing keys
   */
  public Plan compile(TableSchema schema, Keyring keyring) {
    throw new ConfigException(java.util.List.of());
  }
}
