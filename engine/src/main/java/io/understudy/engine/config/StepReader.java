package io.understudy.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads the items of {@code steps}. */
final class StepReader {
  private static final Words WORDS = Words.of("vars", "columns", "rows");
  private static final Words COLUMNS = Words.of("keep").planned("add", "drop", "rename");
  private static final Words KEEP = Words.of("name", "description");
  private static final Words ROWS = Words.of("update").planned("drop");

  private final Document document;
  private final Map<String, @Nullable Object> globals;

  /**
   * @param globals what {@code globals.x} is in vars
   */
  StepReader(Document document, Map<String, @Nullable Object> globals) {
    this.document = document;
    this.globals = globals;
  }

  Step read(Section.Item item) {
    Section step = Section.of(document, item.node(), item.path(), WORDS);
    Map<String, @Nullable Object> vars = VarsReader.read(document, step, globals);
    List<Text> keep = new ArrayList<>();
    step.section("columns", COLUMNS)
        .ifPresent(columns -> columns.items("keep").forEach(each -> keep(columns, each, keep)));
    RuleReader rules = new RuleReader(document, new ExpressionReader(document, vars.keySet()));
    List<Rule> read = new ArrayList<>();
    Optional<Section> rows = step.section("rows", ROWS);
    rows.ifPresent(
        section -> section.items("update").forEach(each -> rules.read(each).ifPresent(read::add)));
    return new Step(vars, keep, read);
  }

  /** A column's name, or a mapping with one name or several. */
  private void keep(Section columns, Section.Item item, List<Text> into) {
    if (!(item.node() instanceof MappingNode)) {
      columns.text(item).ifPresent(into::add);
      return;
    }
    Section keep = Section.of(document, item.node(), item.path(), KEEP);
    if (keep.has("description")) {
      keep.text("description");
    }
    if (!keep.has("name")) {
      keep.problem("no column is named", "add name:");
    } else {
      into.addAll(keep.texts("name"));
    }
  }
}
