package io.understudy.engine.expression;

/**
 * One word of an expression.
 *
 * @param at offset in the text
 * @param value what it stands for: the name, the symbol, the {@link Long}, {@link Double} or the
 *     text between the quotes
 */
record Token(Kind kind, int at, Object value) {

  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  boolean is(String symbolOrWord) {
    return (kind == Kind.SYMBOL || kind == Kind.NAME) && value.equals(symbolOrWord);
  }

  /** For problems; says nothing of what a quoted text holds. */
  String describe() {
    return switch (kind) {
      case NAME, SYMBOL -> "\"" + value + "\"";
      case TEXT -> "a text";
      case NUMBER -> "a number";
      case END -> "the end of the expression";
    };
  }
}
