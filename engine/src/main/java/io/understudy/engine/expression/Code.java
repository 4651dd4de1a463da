package io.understudy.engine.expression;

import org.jspecify.annotations.Nullable;

/** An expression compiled for one column. Immutable; safe to share. */
public final class Code {
  /** The value in the cell. */
  static final Code SELF = of(Uses.SELF, Cell::self);

  private final Uses uses;
  private final Evaluator evaluator;
  private final boolean constant;
  private final @Nullable Object value;
  private final boolean onlyText;

  private Code(
      Uses uses, Evaluator evaluator, boolean constant, @Nullable Object value, boolean onlyText) {
    this.onlyText = onlyText;
    this.uses = uses;
    this.evaluator = evaluator;
    this.constant = constant;
    this.value = value;
  }

  static Code constant(@Nullable Object value) {
    return new Code(Uses.NOTHING, cell -> value, true, value, false);
  }

  static Code of(Uses uses, Evaluator evaluator) {
    return new Code(uses, evaluator, false, null, false);
  }

  Code onlyText() {
    return new Code(uses, evaluator, constant, value, true);
  }

  /**
   * Whether it is known that every result, if not null, is a text that no other type can hold, such
   * as a hash or an e-mail address.
   */
  public boolean isOnlyText() {
    return onlyText;
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
