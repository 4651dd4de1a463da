package io.understudy.engine.propose;

import io.understudy.engine.detect.Detector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A transform config for tables that have none: one decision per column, with its reason. */
public final class Proposal {
  private static final String HEADER =
      """
      # Proposed from a sample of rows; read it before you use it. Behind each rule is what the column
      # seems to hold and how sure that is (0 to 1), behind each kept column why it may pass.
      globals:
        # every column has its rule or is kept; a new one stops the file until somebody decides
        coverage: declared
      """;

  private final StringBuilder yaml = new StringBuilder(HEADER);

  private Proposal() {}

  /**
   * Writes the config. It holds no value of a row, and compiles for the files that the samples are
   * of, unless a comment says that a person has to decide on a column first.
   *
   * @param samples one per table, at least one
   * @return a YAML document
   */
  public static String of(List<TableSample> samples, Detector detector) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("there is no table to propose a config for");
    }
    Decider decider = new Decider(detector);
    Proposal proposal = new Proposal();
    if (samples.size() == 1) {
      proposal.table(samples.getFirst(), decider, "");
    } else {
      proposal.yaml.append("table_specific_configs:\n");
      for (TableSample sample : samples) {
        proposal.line("  ", YamlText.of(sample.table()) + ":");
        proposal.table(sample, decider, "    ");
      }
    }
    return proposal.yaml.toString();
  }

  private void table(TableSample sample, Decider decider, String indent) {
    Map<ColumnSample, Decision> decisions = new LinkedHashMap<>();
    for (ColumnSample column : sample.columns()) {
      decisions.put(column, decider.decide(sample.table(), column));
    }
    for (String remark : sample.remarks()) {
      line(indent, "# " + remark);
    }
    List<String> keep = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    decisions.forEach(
        (column, decision) -> {
          boolean everywhere = sample.isEverywhere(column);
          switch (decision) {
            case Decision.Rule rule -> rule(column, everywhere, rule, rules);
            case Decision.Keep kept when everywhere ->
                keep.add("- " + YamlText.of(column.name()) + " # " + kept.why());
            case Decision.Keep kept ->
                keep.add("- condition: " + isNamed(column) + " # " + kept.why());
            case Decision.Open open ->
                line(indent, "# DECIDE on " + YamlText.of(column.name()) + ": " + open.why());
          }
        });
    if (keep.isEmpty() && rules.isEmpty()) {
      line(indent, "steps: []");
      return;
    }
    line(indent, "steps:");
    String start = "  - ";
    if (!keep.isEmpty()) {
      line(indent, start + "columns:");
      line(indent, "      keep:");
      keep.forEach(each -> line(indent, "        " + each));
      start = "    ";
    }
    if (!rules.isEmpty()) {
      line(indent, start + "rows:");
      line(indent, "      update:");
      rules.forEach(each -> line(indent, "        " + each));
    }
  }

  /** A rule that names a column stops files that do not have it; a condition does not. */
  private static void rule(
      ColumnSample column, boolean everywhere, Decision.Rule rule, List<String> lines) {
    String selector =
        everywhere ? "name: " + YamlText.of(column.name()) : "condition: " + isNamed(column);
    lines.add("- " + selector + " # " + rule.why());
    lines.add("  value: " + rule.value());
    if (rule.unique()) {
      lines.add("  # unique: true: all values of the sample differ");
    }
  }

  private static String isNamed(ColumnSample column) {
    return YamlText.of("column.name == " + YamlText.quoted(column.name()));
  }

  private void line(String indent, String text) {
    yaml.append(indent).append(text).append('\n');
  }
}
