package io.understudy.engine.config;

import io.understudy.engine.expression.Checker;
import io.understudy.engine.expression.Expression;
import io.understudy.engine.expression.ExpressionException;
import io.understudy.engine.expression.ExpressionProblem;
import io.understudy.engine.expression.Parser;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the expressions of rules; what is wrong with them gets its place in the document. */
final class ExpressionReader {
  private final Document document;
  private final Set<String> variables;

  ExpressionReader(Document document, Set<String> variables) {
    this.document = document;
    this.variables = Set.copyOf(variables);
  }

  /** Absent if it has problems, or nothing is there. */
  Optional<Source> read(Section rule, String key) {
    return read(rule, key, false);
  }

  /** As {@link #read(Section, String)}; with foreach, {@code item} has a value. */
  Optional<Source> read(Section rule, String key, boolean foreach) {
    return rule.has(key) ? rule.text(key).flatMap(text -> read(text, foreach)) : Optional.empty();
  }

  private Optional<Source> read(Text text, boolean foreach) {
    try {
      Expression expression = Parser.parse(text.value());
      List<ExpressionProblem> problems =
          foreach
              ? Checker.inForeach(expression, variables)
              : Checker.inRule(expression, variables);
      problems.forEach(problem -> add(text, problem));
      return problems.isEmpty()
          ? Optional.of(new Source(expression, text.place()))
          : Optional.empty();
    } catch (ExpressionException e) {
      add(text, e.problem());
      return Optional.empty();
    }
  }

  private void add(Text text, ExpressionProblem problem) {
    document
        .problems()
        .add(text.place().problem(problem.at(), problem.message(), problem.remedy()));
  }
}
