package io.understudy.engine.config;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.engine.expression.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A config for any number of tables.
 *
 * <p>A table gets the config under its own name in {@code table_specific_configs}, else the first
 * one whose key fits as a pattern ({@code *} stands for any text, {@code ?} for any character),
 * else the steps of the document itself. Globals that a table's config does not have are the
 * document's.
 */
public final class Config {
  private final TableConfig common;
  private final boolean hasCommon;
  private final Map<String, TableConfig> tables;
  private final @Nullable List<String> only;
  private final List<String> ignore;
  private final List<Problem> notes;

  /**
   * @param common what holds for tables without a config of their own
   * @param hasCommon whether the document has steps for those
   * @param tables by name or pattern, in order
   * @param only the only tables whose rules apply; null: all
   * @param ignore tables whose rules do not apply
   * @param notes what has no effect, though it may look as if it had
   */
  Config(
      TableConfig common,
      boolean hasCommon,
      Map<String, TableConfig> tables,
      @Nullable List<String> only,
      List<String> ignore,
      List<Problem> notes) {
    this.common = common;
    this.hasCommon = hasCommon;
    this.tables = new LinkedHashMap<>(tables);
    this.only = only == null ? null : List.copyOf(only);
    this.ignore = List.copyOf(ignore);
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads a document.
   *
   * @param source what to call it in problems
   * @throws ConfigException with every problem
   */
  public static Config read(String source, String yaml) {
    Document document = Document.read(source, yaml);
    Config config = new EnvelopeReader(document).read();
    document.problems().refuse();
    return config;
  }

  /** What the document says without effect. */
  public List<Problem> notes() {
    return notes;
  }

  /**
   * What happens to this table. One that {@code only} or {@code ignore} leaves out has no rules, so
   * that coverage alone decides what may pass.
   *
   * @throws ConfigException if nothing is said about it
   */
  public TableConfig of(String table) {
    boolean left = ignore.contains(table) || (only != null && !only.contains(table));
    if (left) {
      return new TableConfig(common.place(), common.globals(), List.of());
    }
    TableConfig own = tables.get(table);
    if (own != null) {
      return own;
    }
    for (Map.Entry<String, TableConfig> each : tables.entrySet()) {
      if (fits(each.getKey(), table)) {
        return each.getValue();
      }
    }
    if (!hasCommon) {
      String guess = Suggestion.didYouMean(table, tables.keySet());
      throw new ConfigException(
          List.of(
              common
                  .place()
                  .problem(
                      "table \"" + table + "\" has no config",
                      guess.isEmpty()
                          ? "add it to table_specific_configs, or add steps: for all other tables"
                          : guess)));
    }
    return common;
  }

  /** Whether a pattern fits a whole name. Linear but for repeated tries at one star. */
  static boolean fits(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int retry = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
