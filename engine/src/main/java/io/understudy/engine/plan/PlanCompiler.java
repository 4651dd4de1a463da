package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.ConfigException;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.TableData;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.ColumnAction;
import io.understudy.engine.config.Config;
import io.understudy.engine.config.Globals;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.RowAction;
import io.understudy.engine.config.RowDrop;
import io.understudy.engine.config.Rule;
import io.understudy.engine.config.Source;
import io.understudy.engine.config.Step;
import io.understudy.engine.config.TableConfig;
import io.understudy.engine.config.Text;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.detect.TextRecogniser;
import io.understudy.engine.expression.Code;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.ExpressionException;
import io.understudy.engine.expression.ExpressionProblem;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.plan.Leaves.Leaf;
import io.understudy.engine.transform.Transforms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds a config to the columns of one file. Rules apply in the order of the document, each on top
 * of those before it: {@code this} and {@code row.x} are the values as they are at that point.
 */
public final class PlanCompiler {
  private final TableSchema schema;
  private final TableConfig config;
  private final String keyId;
  private final Detector detector;
  private final KeyedFunction fingerprints;
  private final Transforms transforms;
  private final Problems problems;
  private final List<@Nullable Entity> entities = new ArrayList<>();
  private final Leaves leaves;

  private PlanCompiler(
      TableSchema schema,
      TableConfig config,
      Detector detector,
      Keyring keyring,
      String keyId,
      Problems problems) {
    this.schema = schema;
    this.config = config;
    this.keyId = keyId;
    this.problems = problems;
    Globals globals = config.globals();
    this.detector = detector;
    this.fingerprints = new KeyedFunction(keyring.key(keyId), "proof/sketch");
    this.transforms = new Transforms(keyring.key(keyId), globals.locales(), detector);
    for (Column column : schema.columns()) {
      entities.add(classify(globals, detector.classify(column.name())));
    }
    this.leaves =
        new Leaves(
            schema,
            column -> classify(globals, Leaves.classify(column, detector::classify)),
            schema.columns().size() + added());
  }

  /** How many columns the config adds. */
  private int added() {
    return config.steps().stream()
        .mapToInt(
            step ->
                (int) step.columns().stream().filter(ColumnAction.Add.class::isInstance).count())
        .sum();
  }

  /**
   * Compiles.
   *
   * @throws ConfigException with every problem; with one only, without any column's name, if the
   *     names are personal data themselves
   */
  public static Plan compile(
      Config config,
      TableSchema schema,
      Keyring keyring,
      Optional<TextRecogniser> recogniser,
      Optional<TableData> data) {
    TableConfig own = config.of(schema.table());
    Detector detector =
        new Detector(own.globals().locales(), own.globals().detection(), recogniser);
    HeaderCheck.check(schema, detector, own.place());
    Problems problems = new Problems();
    Text key = own.globals().key();
    String keyId = key == null ? keyring.defaultId() : key.value();
    if (!keyring.has(keyId)) {
      String message = "there is no key \"" + keyId + "\" in this installation";
      String remedy = "add it to the key directory, or name another in globals.key";
      problems.add((key == null ? own.place() : key.place()).problem(message, remedy));
      keyId = keyring.defaultId();
      if (!keyring.has(keyId)) {
        problems.refuse();
      }
    }
    TableVars vars = new TableVars(schema, data, detector, own.globals().coverage(), problems);
    TableConfig known =
        new TableConfig(
            own.place(), own.globals(), own.steps().stream().map(vars::resolved).toList());
    return new PlanCompiler(schema, known, detector, keyring, keyId, problems).compile();
  }

  private static @Nullable Entity classify(Globals globals, Optional<Entity> found) {
    Entity entity = globals.classify() ? found.orElse(null) : null;
    Set<Entity> wanted = globals.entities();
    return entity != null && (wanted == null || wanted.contains(entity)) ? entity : null;
  }

  private Plan compile() {
    Globals globals = config.globals();
    ShapeCompiler shape =
        new ShapeCompiler(
            schema, entities, leaves, globals.locked(), globals.written(), transforms, problems);
    List<Columns> columns = config.steps().stream().map(shape::after).toList();
    CoverageCheck coverage =
        new CoverageCheck(schema, config, shape, detector, entities, leaves, problems);
    int subject = subject();
    List<PlanStep> compiled = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Step step = config.steps().get(i);
      for (RowAction action : step.rows()) {
        switch (action) {
          case Rule rule -> update(step, rule, columns.get(i), subject, shape, coverage, compiled);
          case RowDrop drop -> drop(step, drop, columns.get(i), compiled);
        }
      }
    }
    coverage.check();
    compiled.addAll(coverage.inner());
    List<OutputColumn> output = output(shape.columns());
    problems.refuse();
    return CompiledPlan.of(
        schema,
        coverage.columns(),
        schema.columns().size() + added(),
        output,
        compiled,
        coverage.checked(),
        detector,
        keyId,
        fingerprints,
        subject);
  }

  /** Slot of the column that says whose row it is; -1 if none does. */
  private int subject() {
    Text subject = config.globals().subject();
    if (subject == null) {
      return -1;
    }
    int slot = Columns.of(schema, entities).find(subject, problems);
    if (slot < 0) {
      return -1;
    }
    ColumnType type = schema.columns().get(slot).type();
    if (type == ColumnType.NESTED || type == ColumnType.BINARY) {
      add(
          subject,
          "column \"" + subject.value() + "\" is " + type + " and cannot say whose row it is",
          "name a column of texts, numbers or dates in globals.subject");
      return -1;
    }
    return slot;
  }

  private List<OutputColumn> output(Columns left) {
    if (left.size() == 0 && !schema.columns().isEmpty()) {
      problems.add(
          config
              .place()
              .problem(
                  "every column of table \"" + schema.table() + "\" is dropped",
                  "keep one, or leave the table out of the pipeline"));
    }
    return left.all().stream()
        .map(entry -> new OutputColumn(entry.name(), entry.column().type(), entry.slot()))
        .toList();
  }

  private void update(
      Step step,
      Rule rule,
      Columns columns,
      int subject,
      ShapeCompiler shape,
      CoverageCheck coverage,
      List<PlanStep> into) {
    List<Integer> targets = targets(rule, columns, shape);
    List<Leaf> inner = targetsInside(rule, columns, shape);
    Set<Integer> passing = shape.passing();
    RuleCompiler compiler = compiler(step, rule, columns, subject, passing);
    for (int column : targets) {
      take(rule, compiler, compiler.compile(column), coverage, into);
    }
    compiler.report();
    coverage.refused(compiler.refused());
    for (Leaf leaf : inner) {
      Columns within = columns.with(leaf);
      // whose row it is says nothing about one of many values in it
      RuleCompiler alone = compiler(step, rule, within, -1, passing);
      CellRule compiled = alone.compile(within.size() - 1);
      alone.report();
      coverage.refused(alone.refused());
      if (compiled != null && (!compiled.uses().valueOnly() || compiled.fills())) {
        problems.add(
            rule.place()
                .problem(
                    "the rule needs "
                        + (compiled.fills()
                            ? "cells without a value"
                            : "other columns or the row's number")
                        + ", and \""
                        + leaf.column().name()
                        + "\" is inside of a column, where a value can follow from itself only",
                    "use this, vars and fakes alone"));
        coverage.refused(Set.of(leaf.slot()));
      } else {
        take(rule, alone, compiled, coverage, into);
      }
    }
  }

  private RuleCompiler compiler(
      Step step, Rule rule, Columns columns, int subject, Set<Integer> passing) {
    return new RuleCompiler(
        columns,
        passing,
        transforms,
        subject,
        step.vars(),
        config.globals().written(),
        rule,
        problems);
  }

  private static void take(
      Rule rule,
      RuleCompiler compiler,
      @Nullable CellRule compiled,
      CoverageCheck coverage,
      List<PlanStep> into) {
    if (compiled != null) {
      into.add(compiled);
      coverage.rule(rule, compiler, compiled);
    }
  }

  /** What a rule changes inside of columns. */
  private List<Leaf> targetsInside(Rule rule, Columns columns, ShapeCompiler shape) {
    Set<Integer> passing = shape.passing();
    if (rule.names() == null) {
      return leaves.all().stream()
          .filter(leaf -> leaves.areKnown(leaf.parent()) && !passing.contains(leaf.slot()))
          .filter(leaf -> columns.all().stream().anyMatch(entry -> entry.slot() == leaf.parent()))
          .filter(leaf -> selects(rule, columns.entry(leaf)))
          .toList();
    }
    List<Leaf> targets = new ArrayList<>();
    for (Text name : rule.names()) {
      Leaf leaf =
          columns.isWhole(name.value()) ? null : leaves.find(columns, name.value()).orElse(null);
      if (leaf == null || targets.contains(leaf)) {
        continue;
      }
      if (passing.contains(leaf.slot())) {
        add(
            name,
            "\"" + name.value() + "\" is named in columns.keep, or is locked",
            "remove it from there, or remove the rule");
      } else if (selects(rule, columns.entry(leaf))) {
        targets.add(leaf);
      }
    }
    return targets;
  }

  private void drop(Step step, RowDrop drop, Columns columns, List<PlanStep> into) {
    Source condition = drop.condition();
    try {
      Compiler compiler =
          new Compiler(columns.rowScope(transforms), step.vars(), config.globals().written());
      Code code = compiler.condition(condition.expression());
      if (code.uses().self()) {
        ExpressionProblem noCell =
            new ExpressionProblem(
                condition.expression().at(),
                "there is no cell here, only a row",
                "name a column of the row, such as row.email");
        problems.add(condition.problem(noCell));
      } else if (!code.isConstant() || Compiler.truth(code.value())) {
        into.add(new RowRule(drop.place().path(), code));
      }
    } catch (ExpressionException e) {
      problems.add(condition.problem(e.problem()));
    }
  }

  private List<Integer> targets(Rule rule, Columns columns, ShapeCompiler shape) {
    Set<String> named = rule.names() == null ? null : named(rule.names(), columns, shape);
    Set<Integer> passing = shape.passing();
    List<Integer> targets = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Columns.Entry entry = columns.get(i);
      boolean spared =
          (!entry.added() && passing.contains(entry.slot()))
              || entry.column().type() == ColumnType.NESTED;
      boolean meant = named == null ? !spared : named.contains(entry.name());
      if (meant && selects(rule, entry)) {
        targets.add(i);
      }
    }
    return targets;
  }

  /** The columns that a rule can change, problems for the others. */
  private Set<String> named(List<Text> names, Columns columns, ShapeCompiler shape) {
    Set<String> named = new HashSet<>();
    for (Text name : names) {
      if (!columns.isWhole(name.value()) && leaves.find(columns, name.value()).isPresent()) {
        continue; // it is inside of a column
      }
      int position = columns.find(name, leaves.names(columns), problems);
      if (position < 0) {
        continue;
      }
      Columns.Entry entry = columns.get(position);
      if (!entry.added() && config.globals().locked().contains(entry.name())) {
        add(name, "column \"" + name.value() + "\" is locked", "remove it from lock_columns");
      } else if (!entry.added() && shape.kept().contains(entry.slot())) {
        add(
            name,
            "column \"" + name.value() + "\" is named in columns.keep",
            "remove it from there, or remove the rule");
      } else {
        named.add(entry.name());
      }
    }
    return named;
  }

  private static boolean selects(Rule rule, Columns.Entry entry) {
    Set<Entity> wanted = rule.entities();
    Entity entity = entry.entity();
    Set<String> types = rule.types();
    return (wanted == null || (entity != null && wanted.contains(entity)))
        && (types == null || types.contains(RuleCompiler.type(entry.column())));
  }

  private void add(Text text, String message, String remedy) {
    problems.add(text.place().problem(message, remedy));
  }
}
