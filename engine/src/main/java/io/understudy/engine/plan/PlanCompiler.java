package io.understudy.engine.plan;

import io.understudy.engine.Column;
import io.understudy.engine.ConfigException;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.config.Config;
import io.understudy.engine.config.Globals;
import io.understudy.engine.config.Problems;
import io.understudy.engine.config.Rule;
import io.understudy.engine.config.Step;
import io.understudy.engine.config.TableConfig;
import io.understudy.engine.config.Text;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.expression.Suggestion;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.transform.Transforms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds a config to the columns of one file. Rules apply in the order of the document, each on top
 * of those before it: {@code this} and {@code row.x} are the values as they are at that point.
 */
public final class PlanCompiler {
  private static final int MOST_NAMES = 12;

  private final TableSchema schema;
  private final TableConfig config;
  private final String keyId;
  private final Detector detector;
  private final Transforms transforms;
  private final Problems problems;
  private final Set<String> kept = new HashSet<>();
  private final List<@Nullable Entity> entities = new ArrayList<>();

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
    this.transforms = new Transforms(keyring.key(keyId), globals.locales());
    for (Column column : schema.columns()) {
      entities.add(globals.classify() ? classify(globals, column) : null);
    }
  }

  /**
   * Compiles.
   *
   * @throws ConfigException with every problem; with one only, without any column's name, if the
   *     names are personal data themselves
   */
  public static Plan compile(Config config, TableSchema schema, Keyring keyring) {
    TableConfig own = config.of(schema.table());
    Detector detector = new Detector(own.globals().locales());
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
    return new PlanCompiler(schema, own, detector, keyring, keyId, problems).compile();
  }

  private @Nullable Entity classify(Globals globals, Column column) {
    Entity entity = detector.classify(column.name()).orElse(null);
    Set<Entity> wanted = globals.entities();
    return entity != null && (wanted == null || wanted.contains(entity)) ? entity : null;
  }

  private Plan compile() {
    for (Step step : config.steps()) {
      for (Text name : step.keep()) {
        if (exists(name)) {
          kept.add(name.value());
        }
      }
    }
    CoverageCheck coverage = new CoverageCheck(schema, config, kept, detector, entities, problems);
    List<CellRule> rules = new ArrayList<>();
    for (Step step : config.steps()) {
      for (Rule rule : step.rules()) {
        List<Integer> targets = targets(rule);
        RuleCompiler compiler =
            new RuleCompiler(
                schema,
                entities,
                transforms,
                step.vars(),
                config.globals().written(),
                rule,
                problems);
        for (int column : targets) {
          CellRule compiled = compiler.compile(column);
          if (compiled != null) {
            rules.add(compiled);
            coverage.rule(rule, compiled, compiler.fakes());
          }
        }
        compiler.report();
        coverage.refused(compiler.refused());
      }
    }
    coverage.check();
    problems.refuse();
    return CompiledPlan.of(schema, coverage.columns(), rules, coverage.checked(), detector, keyId);
  }

  private List<Integer> targets(Rule rule) {
    Set<String> names = rule.names() == null ? null : names(rule.names());
    List<Integer> targets = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      boolean spared =
          config.globals().locked().contains(column.name()) || kept.contains(column.name());
      boolean named = names == null ? !spared : names.contains(column.name());
      if (named && selects(rule, i)) {
        targets.add(i);
      }
    }
    return targets;
  }

  /** The names that a rule can change, problems for the others. */
  private Set<String> names(List<Text> texts) {
    Set<String> names = new HashSet<>();
    for (Text name : texts) {
      if (!exists(name)) {
        continue;
      }
      if (config.globals().locked().contains(name.value())) {
        add(name, "column \"" + name.value() + "\" is locked", "remove it from lock_columns");
      } else if (kept.contains(name.value())) {
        add(
            name,
            "column \"" + name.value() + "\" is named in columns.keep",
            "remove it from there, or remove the rule");
      } else {
        names.add(name.value());
      }
    }
    return names;
  }

  private boolean selects(Rule rule, int column) {
    Set<Entity> wanted = rule.entities();
    Entity entity = entities.get(column);
    Set<String> types = rule.types();
    return (wanted == null || (entity != null && wanted.contains(entity)))
        && (types == null || types.contains(RuleCompiler.type(schema.columns().get(column))));
  }

  private boolean exists(Text name) {
    if (schema.indexOf(name.value()) >= 0) {
      return true;
    }
    List<String> known = schema.columns().stream().map(Column::name).toList();
    String guess = Suggestion.didYouMean(name.value(), known);
    String all =
        "its columns are "
            + String.join(", ", known.subList(0, Math.min(MOST_NAMES, known.size())))
            + (known.size() > MOST_NAMES ? ", ..." : "");
    add(
        name,
        "table \"" + schema.table() + "\" has no column \"" + name.value() + "\"",
        guess.isEmpty() ? all : guess);
    return false;
  }

  private void add(Text text, String message, String remedy) {
    problems.add(text.place().problem(message, remedy));
  }
}
