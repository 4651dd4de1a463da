package io.understudy.engine;

import io.understudy.engine.config.Config;
import io.understudy.engine.detect.TextRecogniser;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.plan.PlanCompiler;
import java.util.List;
import java.util.Optional;

/**
 * A parsed transform config (the {@code transform_v2} language), not yet bound to a table.
 * Immutable and shared between threads.
 *
 * <p>How the language behaves here:
 *
 * <ul>
 *   <li>Steps and their rules apply in written order, each on top of those before: {@code this} and
 *       {@code row.x} are the values as they are at that point.
 *   <li>A rule's {@code name}, {@code entity}, {@code type} and {@code condition} combine with AND.
 *       A name that the table does not have is a problem.
 *   <li>A null stays null unless the rule's condition or value looks at {@code this} and makes
 *       something of it, such as {@code "none" if this is none else this | hash}.
 *   <li>A result must fit the column's type without loss. A cell that has no result, or one that
 *       does not fit, gets the {@code fallback_value}, or the file fails.
 *   <li>{@code columns.keep} and {@code lock_columns} spare columns from rules that do not name
 *       them; a rule that does is a problem. Both let the column pass.
 *   <li>{@code globals.coverage} decides on the columns without a rule.
 * </ul>
 */
public final class TransformConfig {
  private final Config config;

  private TransformConfig(Config config) {
    this.config = config;
  }

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
    return new TransformConfig(Config.read(source, yaml));
  }

  /**
   * What the document says without effect, such as an entity of {@code globals.classify} that is
   * not known; it runs all the same.
   */
  public List<Problem> notes() {
    return config.notes();
  }

  /**
   * Binds this config to one file's columns.
   *
   * @param schema the file's columns; the table name selects from {@code table_specific_configs}
   * @param keyring where the key named by {@code globals.key} (else the default key) is
   * @throws ConfigException with every problem: columns that are not there, rules on columns they
   *     cannot change, columns that coverage does not allow, missing keys. With one only, that
   *     tells numbers of columns, if their names are personal data: then they are no header
   */
  public Plan compile(TableSchema schema, Keyring keyring) {
    return compile(schema, keyring, Optional.empty());
  }

  /**
   * As above, with another recogniser looking at free text too.
   *
   * @param recogniser of this installation; a text on which it gives up is redacted as a whole
   */
  public Plan compile(TableSchema schema, Keyring keyring, Optional<TextRecogniser> recogniser) {
    return PlanCompiler.compile(config, schema, keyring, recogniser, Optional.empty());
  }

  /**
   * As above, for one file.
   *
   * @param data what {@code data} in {@code vars} looks at; asked only if the config has it
   */
  public Plan compile(
      TableSchema schema, Keyring keyring, Optional<TextRecogniser> recogniser, TableData data) {
    return PlanCompiler.compile(config, schema, keyring, recogniser, Optional.of(data));
  }
}
