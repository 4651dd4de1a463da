package io.understudy.engine.config;

import io.understudy.engine.expression.Checker;
import io.understudy.engine.expression.Compiler;
import io.understudy.engine.expression.DataPath;
import io.understudy.engine.expression.Expression;
import io.understudy.engine.expression.ExpressionException;
import io.understudy.engine.expression.ExpressionProblem;
import io.understudy.engine.expression.Parser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads {@code vars}, each evaluated once and seen by those after it. A text is an expression if it
 * can be one ({@code 2 * 60}, {@code vars.domain | upper}, {@code "Dear"}); else it stands for
 * itself ({@code first_name}, {@code New York}). One that has brackets, a filter or a name of the
 * language is never taken for itself: it would hide a slip.
 */
final class VarsReader {
  private static final Pattern WRITTEN_AS_CODE =
      Pattern.compile(
          "[(|{]|\\b(this|row|column|vars|fake|random|re|data|globals|items?)\\s*[.\\[]"
              + "|^\\s*(this|index)\\s*$");

  private final Document document;
  private final Map<String, @Nullable Object> vars = new LinkedHashMap<>();

  private final Map<String, @Nullable Object> globals;

  private VarsReader(Document document, Map<String, @Nullable Object> globals) {
    this.document = document;
    this.globals = globals;
  }

  /** The variables of a step. */
  static Map<String, @Nullable Object> read(
      Document document, Section step, Map<String, @Nullable Object> globals) {
    VarsReader reader = new VarsReader(document, globals);
    step.value("vars")
        .ifPresent(
            node -> {
              Section section = Section.any(document, node, step.pathOf("vars"));
              for (String name : section.keys()) {
                Node value = section.written(name);
                reader.vars.put(name, reader.value(value, section.pathOf(name), 0));
              }
            });
    return reader.vars;
  }

  private @Nullable Object value(Node node, String path, int depth) {
    document.count(1);
    if (depth > Document.DEEPEST) {
      document.problem(node, path, "vars are nested too deep", "");
      return null;
    }
    return switch (node) {
      case SequenceNode list -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Node item : list.getValue()) {
          items.add(value(item, path + "[" + items.size() + "]", depth + 1));
        }
        yield Collections.unmodifiableList(items);
      }
      case MappingNode mapping -> dictionary(mapping, path, depth);
      default -> scalar((ScalarNode) node, path);
    };
  }

  private Map<Object, @Nullable Object> dictionary(MappingNode mapping, String path, int depth) {
    Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        String at = path + "." + key.getValue();
        Object name = PlainValues.scalar(key).filter(Long.class::isInstance).orElse(key.getValue());
        if (entries.containsKey(name)) {
          document.problem(key, at, "\"" + name + "\" is given twice", "remove one");
        }
        entries.put(name, value(tuple.getValueNode(), at, depth + 1));
      } else {
        document.problem(
            tuple.getKeyNode(),
            path,
            "a key must be a text, found " + Section.describe(tuple.getKeyNode()),
            "");
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  private @Nullable Object scalar(ScalarNode node, String path) {
    if (Section.isNothing(node)) {
      return null;
    }
    Optional<Object> plain = PlainValues.scalar(node);
    return plain.isPresent() ? plain.get() : text(node, path);
  }

  private @Nullable Object text(ScalarNode node, String path) {
    String text = node.getValue();
    Expression expression;
    try {
      expression = Parser.parse(text);
    } catch (ExpressionException e) {
      if (WRITTEN_AS_CODE.matcher(text).find()) {
        ExpressionProblem found = e.problem();
        String remedy =
            found.remedy().isEmpty()
                ? "if a text is meant, put it in quotes inside the quotes of YAML"
                : found.remedy();
        add(node, path, new ExpressionProblem(found.at(), found.message(), remedy));
      }
      return text;
    }
    boolean code = WRITTEN_AS_CODE.matcher(text).find();
    if (expression instanceof Expression.Name && !code) {
      return text; // a word, and no name has a value here
    }
    Optional<DataPath> data = DataPath.of(expression);
    if (data.isPresent()) {
      return new TableVar(data.get(), document.place(node, path));
    }
    List<ExpressionProblem> problems = Checker.inVars(expression, known());
    if (!problems.isEmpty()) {
      if (code) {
        problems.forEach(problem -> add(node, path, problem));
      }
      return text;
    }
    try {
      return Compiler.constant(expression, vars, globals, path);
    } catch (ExpressionException e) {
      add(node, path, e.problem());
      return text;
    }
  }

  /** Those that another var can use: all but what is known of one table only. */
  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>();
    vars.forEach(
        (name, value) -> {
          if (!(value instanceof TableVar)) {
            known.add(name);
          }
        });
    return known;
  }

  private void add(ScalarNode node, String path, ExpressionProblem problem) {
    document
        .problems()
        .add(document.place(node, path).problem(problem.at(), problem.message(), problem.remedy()));
  }
}
