package io.understudy.engine.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with an expression. */
final class Findings {
  private final List<ExpressionProblem> problems = new ArrayList<>();

  void add(int at, String message, String remedy) {
    problems.add(new ExpressionProblem(at, message, remedy));
  }

  /** Adds a refusal, if there is one. */
  boolean refused(int at, Refusals.@Nullable Refusal refusal) {
    if (refusal == null) {
      return false;
    }
    add(at, refusal.reason(), refusal.remedy());
    return true;
  }

  /** Adds what is wrong with the arguments, if anything is. */
  void bind(int at, String what, Signature signature, Expression.Arguments arguments) {
    try {
      signature.bind(at, what, arguments);
    } catch (ExpressionException e) {
      problems.add(e.problem());
    }
  }

  List<ExpressionProblem> all() {
    return List.copyOf(problems);
  }
}
