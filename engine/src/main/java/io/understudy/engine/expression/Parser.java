package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Operator;
import io.understudy.engine.expression.Expression.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses the expression grammar of Jinja2, with its precedence (such as {@code ~} binding tighter
 * than {@code +}, and a filter binding tighter than everything but a call).
 *
 * <p>Length, nesting and number of parts are limited, so that no text can exhaust the stack here or
 * wherever the tree is walked.
 */
public final class Parser {
  static final int MAX_LENGTH = 20_000;

  private static final Map<String, Operator> COMPARISONS =
      Map.of(
          "==", Operator.EQUAL,
          "!=", Operator.UNEQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_EQUAL);

  private final TokenCursor cursor;
  private final TermParser terms;

  private Parser(TokenCursor cursor) {
    this.cursor = cursor;
    this.terms = new TermParser(cursor, this);
  }

  /**
   * Parses {@code a + b} or {@code {{ a + b }}}.
   *
   * @throws ExpressionException with the first problem of syntax
   */
  public static Expression parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new ExpressionException(
          0, "the expression is longer than " + MAX_LENGTH + " characters");
    }
    int start = 0;
    int end = text.length();
    String trimmed = text.strip();
    if (trimmed.startsWith("{{") && trimmed.endsWith("}}") && trimmed.length() >= 4) {
      start = text.indexOf("{{") + 2;
      end = text.lastIndexOf("}}");
    }
    try {
      return whole(text, start, end);
    } catch (ExpressionException e) {
      if (start == 0) {
        refuseTemplate(text);
      }
      throw e;
    }
  }

  private static Expression whole(String text, int start, int end) {
    Parser parser = new Parser(new TokenCursor(new Lexer(text, start, end).tokens()));
    Expression whole = parser.tuple("the end of the expression");
    parser.cursor.expect(Token.Kind.END, "the end of the expression");
    return whole;
  }

  private static void refuseTemplate(String text) {
    int block = text.indexOf("{%");
    if (block >= 0) {
      throw new ExpressionException(
          block, "statements ({% ... %}) are not part of the language", "write an expression");
    }
    int mixed = text.indexOf("{{");
    if (mixed > 0 && text.indexOf("}}", mixed) > 0 && !text.stripLeading().startsWith("{")) {
      throw new ExpressionException(
          mixed,
          "text around {{ ... }} is not part of the language",
          "write the text in quotes and join with ~, such as \"Dear \" ~ row.name");
    }
  }

  Expression tuple(String expected) {
    if (cursor.peek().kind() == Token.Kind.END) {
      throw new ExpressionException(
          cursor.peek().at(), "an expression is expected, found " + expected);
    }
    int at = cursor.peek().at();
    Expression first = expression();
    if (!cursor.peek().is(",")) {
      return first;
    }
    List<Expression> items = new ArrayList<>(List.of(first));
    while (cursor.accept(",")) {
      if (cursor.peek().kind() == Token.Kind.END || cursor.peek().is(")")) {
        break;
      }
      items.add(expression());
    }
    return cursor.part(new Expression.Sequence(at, items));
  }

  Expression expression() {
    cursor.enter();
    Expression result = or();
    while (cursor.peek().is("if")) {
      int at = cursor.take().at();
      Expression condition = or();
      Expression otherwise = cursor.accept("else") ? expression() : null;
      result = cursor.part(new Expression.Conditional(at, result, condition, otherwise));
    }
    cursor.leave();
    return result;
  }

  private Expression or() {
    Expression left = and();
    while (cursor.peek().is("or")) {
      int at = cursor.take().at();
      left = cursor.part(new Expression.Binary(at, Operator.OR, left, and()));
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (cursor.peek().is("and")) {
      int at = cursor.take().at();
      left = cursor.part(new Expression.Binary(at, Operator.AND, left, not()));
    }
    return left;
  }

  private Expression not() {
    if (!cursor.peek().is("not")) {
      return comparison();
    }
    int at = cursor.take().at();
    cursor.enter();
    Expression operand = not();
    cursor.leave();
    return cursor.part(new Expression.Unary(at, Operator.NOT, operand));
  }

  private Expression comparison() {
    int start = cursor.peek().at();
    Expression first = sum();
    List<Relation> rest = new ArrayList<>();
    while (true) {
      Token token = cursor.peek();
      Operator operator = comparisonOperator(token);
      if (operator == null) {
        return rest.isEmpty() ? first : cursor.part(new Expression.Comparison(start, first, rest));
      }
      rest.add(new Relation(token.at(), operator, sum()));
    }
  }

  /** Takes the operator if there is one. */
  private @Nullable Operator comparisonOperator(Token token) {
    Operator operator = token.kind() == Token.Kind.SYMBOL ? COMPARISONS.get(token.value()) : null;
    if (operator != null) {
      cursor.take();
    } else if (token.is("in")) {
      cursor.take();
      operator = Operator.IN;
    } else if (token.is("not") && cursor.peekNext().is("in")) {
      cursor.take();
      cursor.take();
      operator = Operator.NOT_IN;
    }
    return operator;
  }

  private Expression sum() {
    Expression left = concatenation();
    while (cursor.peek().is("+") || cursor.peek().is("-")) {
      Token token = cursor.take();
      Operator operator = token.is("+") ? Operator.PLUS : Operator.MINUS;
      left = cursor.part(new Expression.Binary(token.at(), operator, left, concatenation()));
    }
    return left;
  }

  private Expression concatenation() {
    Expression left = product();
    while (cursor.peek().is("~")) {
      int at = cursor.take().at();
      left = cursor.part(new Expression.Binary(at, Operator.CONCAT, left, product()));
    }
    return left;
  }

  private Expression product() {
    Expression left = power();
    while (true) {
      Token token = cursor.peek();
      Operator operator =
          token.is("*")
              ? Operator.TIMES
              : token.is("/")
                  ? Operator.DIVIDE
                  : token.is("//") ? Operator.FLOOR_DIVIDE : token.is("%") ? Operator.MODULO : null;
      if (operator == null) {
        return left;
      }
      cursor.take();
      left = cursor.part(new Expression.Binary(token.at(), operator, left, power()));
    }
  }

  private Expression power() {
    Expression left = unary(true);
    while (cursor.peek().is("**")) {
      int at = cursor.take().at();
      left = cursor.part(new Expression.Binary(at, Operator.POWER, left, unary(true)));
    }
    return left;
  }

  private Expression unary(boolean withFilters) {
    cursor.enter();
    Token token = cursor.peek();
    Expression result;
    if (token.is("-") || token.is("+")) {
      cursor.take();
      Operator operator = token.is("-") ? Operator.MINUS : Operator.PLUS;
      result = cursor.part(new Expression.Unary(token.at(), operator, unary(false)));
    } else {
      result = terms.primary();
    }
    result = terms.postfix(result);
    if (withFilters) {
      result = terms.filters(result);
    }
    cursor.leave();
    return result;
  }
}
