package io.understudy.engine.expression;

import org.jspecify.annotations.Nullable;

/** An expression compiled for one column. Immutable; safe to share. */
public final class Code {
  private final Uses uses;
  private final Evaluator evaluator;
  private final boolean constant;
  private final @Nullable Object value;

  private Code(Uses uses, Evaluator evaluator, boolean constant, @Nullable Object value) {
    this.uses = uses;
    this.evaluator = evaluator;
    this.constant = constant;
    this.value = value;
  }

  static Code constant(@Nullable Object value) {
    return new Code(Uses.NOTHING, cell -> value, true, value);
  }

  static Code of(Uses uses, Evaluator evaluator) {
    return new Code(uses, evaluator, false, null);
  }

  /** What the result depends on. */
  public Uses uses() {
    return uses;
  }

  /** What to run. */
  public Evaluator evaluator() {
    return evaluator;
  }

  /** Whether the result is the same for every row. */
  public boolean isConstant() {
    return constant;
  }

  /** The constant result. */
  public @Nullable Object value() {
    return value;
  }
}
