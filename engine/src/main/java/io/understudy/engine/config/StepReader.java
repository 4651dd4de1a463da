package io.understudy.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the items of {@code steps}. */
final class StepReader {
  private static final Words WORDS = Words.of("vars", "columns", "rows");
  private static final Words ROWS = Words.of("drop", "update");
  private static final Words DROP = Words.of("condition", "description");

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
    ExpressionReader expressions = new ExpressionReader(document, vars.keySet());
    List<ColumnAction> columns = new ArrayList<>();
    step.section("columns", ColumnsReader.WORDS)
        .ifPresent(each -> new ColumnsReader(document, expressions).read(each, columns));
    RuleReader rules = new RuleReader(document, expressions);
    List<RowAction> read = new ArrayList<>();
    step.section("rows", ROWS)
        .ifPresent(
            rows -> {
              for (String action : rows.keys()) {
                switch (action) {
                  case "drop" ->
                      rows.items(action)
                          .forEach(each -> drop(each, expressions).ifPresent(read::add));
                  case "update" ->
                      rows.items(action).forEach(each -> rules.read(each).ifPresent(read::add));
                  default -> {} // told already
                }
              }
            });
    return new Step(vars, columns, read);
  }

  private Optional<RowDrop> drop(Section.Item item, ExpressionReader expressions) {
    Section drop = Section.of(document, item.node(), item.path(), DROP);
    if (drop.has("description")) {
      drop.text("description");
    }
    if (!drop.has("condition")) {
      drop.problem("it does not say which rows go", "add condition:");
    }
    return expressions
        .read(drop, "condition")
        .map(condition -> new RowDrop(drop.place(), condition));
  }
}
