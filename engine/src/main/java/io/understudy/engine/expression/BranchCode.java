package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Operator;
import java.util.List;

/** Compiles what decides which of its parts counts: {@code and}, {@code or}, {@code if}. */
final class BranchCode {
  private final Compiler compiler;

  BranchCode(Compiler compiler) {
    this.compiler = compiler;
  }

  /** See {@link Compiler#condition}. */
  Code condition(Expression expression) {
    if (expression instanceof Expression.Unary unary && unary.operator() == Operator.NOT) {
      return not(condition(unary.operand()));
    }
    if (!(expression instanceof Expression.Binary binary)
        || (binary.operator() != Operator.AND && binary.operator() != Operator.OR)) {
      return compiler.compile(expression);
    }
    boolean and = binary.operator() == Operator.AND;
    Code left = condition(binary.left());
    if (left.isConstant() && Values.truth(left.value()) != and) {
      return left;
    }
    Code right = condition(binary.right());
    if (right.isConstant() && !left.isConstant()) {
      return Values.truth(right.value()) == and ? left : right;
    }
    return left.isConstant() ? right : joined(left, and, right);
  }

  static Code not(Code operand) {
    return Folding.of(List.of(operand), operands -> !Values.truth(operands[0]));
  }

  /** A right side that the left one decides is not even compiled: it may not fit this column. */
  Code shortCircuit(Code left, boolean and, Expression rightSide) {
    if (left.isConstant()) {
      return Values.truth(left.value()) == and ? compiler.compile(rightSide) : left;
    }
    return joined(left, and, compiler.compile(rightSide));
  }

  private static Code joined(Code left, boolean and, Code right) {
    Evaluator first = left.evaluator();
    Evaluator second = right.evaluator();
    return Code.of(
        left.uses().and(right.uses()),
        cell -> {
          Object value = first.evaluate(cell);
          return Values.truth(value) == and ? second.evaluate(cell) : value;
        });
  }

  Code conditional(Expression.Conditional conditional) {
    Code condition = compiler.compile(conditional.condition());
    Expression otherwise = conditional.otherwise();
    if (condition.isConstant()) {
      return Values.truth(condition.value())
          ? compiler.compile(conditional.then())
          : otherwise == null ? Code.constant(null) : compiler.compile(otherwise);
    }
    Code then = compiler.compile(conditional.then());
    Code other = otherwise == null ? Code.constant(null) : compiler.compile(otherwise);
    Evaluator when = condition.evaluator();
    Evaluator yes = then.evaluator();
    Evaluator no = other.evaluator();
    Code code =
        Code.of(
            condition.uses().and(then.uses()).and(other.uses()),
            cell -> Values.truth(when.evaluate(cell)) ? yes.evaluate(cell) : no.evaluate(cell));
    boolean onlyText = then.isOnlyText() && (other.isOnlyText() || isNull(other));
    return onlyText ? code.onlyText() : code;
  }

  private static boolean isNull(Code code) {
    return code.isConstant() && code.value() == null;
  }
}
