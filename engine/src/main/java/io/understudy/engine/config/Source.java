package io.understudy.engine.config;

import io.understudy.engine.Problem;
import io.understudy.engine.expression.Expression;
import io.understudy.engine.expression.ExpressionProblem;

/**
 * An expression of the document.
 *
 * @param expression checked
 * @param place where it is
 */
public record Source(Expression expression, Place place) {

  /** What is wrong with it, at its place in the document. */
  public Problem problem(ExpressionProblem problem) {
    return place.problem(problem.at(), problem.message(), problem.remedy());
  }
}
