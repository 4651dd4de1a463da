package io.understudy.engine.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what may look at something that is not there: {@code default}, {@code is defined}. */
final class MissingCode {
  private final Compiler compiler;

  MissingCode(Compiler compiler) {
    this.compiler = compiler;
  }

  /** Unlike in Jinja2, null counts as missing: a table has no other way to say it. */
  Code defaultOf(Expression target, List<Code> arguments) {
    Code otherwise =
        arguments.get(0).isConstant() && arguments.get(0).value() == null
            ? Code.constant("")
            : arguments.get(0);
    Code code = guarded(target);
    if (code == null) {
      return otherwise;
    }
    return Folding.of(
        List.of(code, otherwise, arguments.get(1)),
        operands -> {
          boolean replace =
              Values.isNull(operands[0])
                  || (Values.truth(operands[2]) && !Values.truth(operands[0]));
          return replace ? operands[1] : operands[0];
        });
  }

  /** Code that gives null where the target is missing; null if it always is. */
  private @Nullable Code guarded(Expression target) {
    try {
      Code code = compiler.compile(target);
      if (code.isConstant()) {
        return code;
      }
      Evaluator evaluator = code.evaluator();
      return Code.of(
          code.uses(),
          cell -> {
            try {
              return evaluator.evaluate(cell);
            } catch (EvaluationException.Missing e) {
              return null;
            }
          });
    } catch (ExpressionException.Missing e) {
      return null;
    }
  }

  Code defined(Expression target, boolean wanted) {
    try {
      Code code = compiler.compile(target);
      Evaluator evaluator = code.evaluator();
      return code.isConstant()
          ? Code.constant(wanted)
          : Code.of(
              code.uses(),
              cell -> {
                try {
                  evaluator.evaluate(cell);
                  return wanted;
                } catch (EvaluationException.Missing e) {
                  return !wanted;
                }
              });
    } catch (ExpressionException.Missing e) {
      return Code.constant(!wanted);
    }
  }
}
