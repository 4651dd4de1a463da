package io.understudy.engine.expression;

import java.util.List;

/** Walks over an expression's words and keeps the limits on nesting and number of parts. */
final class TokenCursor {
  static final int MAX_NESTING = 100;
  static final int MAX_PARTS = 1_000;

  private final List<Token> tokens;
  private int position;
  private int nesting;
  private int parts;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  <E extends Expression> E part(E part) {
    if (++parts > MAX_PARTS) {
      throw new ExpressionException(
          part.at(), "the expression has more than " + MAX_PARTS + " parts", "split the rule");
    }
    return part;
  }

  void enter() {
    if (++nesting > MAX_NESTING) {
      throw new ExpressionException(
          peek().at(), "the expression is nested deeper than " + MAX_NESTING + " levels");
    }
  }

  Token peek() {
    return tokens.get(position);
  }

  void leave() {
    nesting--;
  }

  /** The token after the current one, which must not be the last. */
  Token peekNext() {
    return tokens.get(position + 1);
  }

  /** The last token is never passed. */
  Token take() {
    Token token = tokens.get(position);
    if (token.kind() != Token.Kind.END) {
      position++;
    }
    return token;
  }

  boolean accept(String symbolOrWord) {
    boolean there = peek().is(symbolOrWord);
    if (there) {
      take();
    }
    return there;
  }

  void expect(Token.Kind kind, String what) {
    if (peek().kind() != kind) {
      throw expected(what, peek());
    }
  }

  void expect(String symbol, Token open) {
    if (!accept(symbol)) {
      throw expected(
          "\"" + symbol + "\"" + (symbol.equals(":") ? "" : " after " + open.describe()), peek());
    }
  }

  static ExpressionException expected(String what, Token found) {
    return new ExpressionException(found.at(), what + " is expected, found " + found.describe());
  }
}
