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
  private final @Nullable Choice choice;

  private Code(
      Uses uses,
      Evaluator evaluator,
      boolean constant,
      @Nullable Object value,
      boolean onlyText,
      @Nullable Choice choice) {
    this.onlyText = onlyText;
    this.choice = choice;
    this.uses = uses;
    this.evaluator = evaluator;
    this.constant = constant;
    this.value = value;
  }

  static Code constant(@Nullable Object value) {
    return new Code(Uses.NOTHING, cell -> value, true, value, false, null);
  }

  static Code of(Uses uses, Evaluator evaluator) {
    return new Code(uses, evaluator, false, null, false, null);
  }

  Code onlyText() {
    return new Code(uses, evaluator, constant, value, true, choice);
  }

  /**
   * Whether it is known that every result, if not null, is a text that no other type can hold, such
   * as a hash or an e-mail address.
   */
  public boolean isOnlyText() {
    return onlyText;
  }

  /** The same code, of which it is known that it makes this choice. */
  Code choosing(@Nullable Choice made) {
    return new Code(uses, evaluator, constant, value, onlyText, made);
  }

  /** All that the code does with the value in the cell, if it is a choice among texts; or null. */
  public @Nullable Choice choice() {
    return choice;
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
