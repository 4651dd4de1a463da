package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tightly binding half of the grammar: values, and what is written right behind them. */
final class TermParser {
  private final TokenCursor cursor;
  private final Parser parser;

  TermParser(TokenCursor cursor, Parser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  Expression primary() {
    Token token = cursor.take();
    return switch (token.kind()) {
      case NAME -> name(token);
      case NUMBER -> cursor.part(new Expression.Literal(token.at(), token.value()));
      case TEXT -> {
        StringBuilder text = new StringBuilder((String) token.value());
        while (cursor.peek().kind() == Token.Kind.TEXT) {
          text.append((String) cursor.take().value());
        }
        yield cursor.part(new Expression.Literal(token.at(), text.toString()));
      }
      case SYMBOL ->
          switch ((String) token.value()) {
            case "(" -> parenthesized(token);
            case "[" -> list(token);
            case "{" -> dictionary(token);
            default -> throw TokenCursor.expected("an expression", token);
          };
      case END -> throw TokenCursor.expected("an expression", token);
    };
  }

  private Expression name(Token token) {
    return switch ((String) token.value()) {
      case "true", "True" -> cursor.part(new Expression.Literal(token.at(), Boolean.TRUE));
      case "false", "False" -> cursor.part(new Expression.Literal(token.at(), Boolean.FALSE));
      case "none", "None" -> cursor.part(new Expression.Literal(token.at(), null));
      case "or", "and", "not", "in", "is", "if", "else" ->
          throw TokenCursor.expected("an expression", token);
      default -> cursor.part(new Expression.Name(token.at(), (String) token.value()));
    };
  }

  private Expression parenthesized(Token open) {
    if (cursor.accept(")")) {
      return cursor.part(new Expression.Sequence(open.at(), List.of()));
    }
    Expression inner = parser.tuple("the end");
    cursor.expect(")", open);
    return inner;
  }

  private Expression list(Token open) {
    List<Expression> items = new ArrayList<>();
    while (!cursor.peek().is("]")) {
      if (!items.isEmpty()) {
        cursor.expect(",", open);
        if (cursor.peek().is("]")) {
          break;
        }
      }
      items.add(parser.expression());
    }
    cursor.expect("]", open);
    return cursor.part(new Expression.Sequence(open.at(), items));
  }

  private Expression dictionary(Token open) {
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!cursor.peek().is("}")) {
      if (!keys.isEmpty()) {
        cursor.expect(",", open);
        if (cursor.peek().is("}")) {
          break;
        }
      }
      keys.add(parser.expression());
      cursor.expect(":", open);
      values.add(parser.expression());
    }
    cursor.expect("}", open);
    return cursor.part(new Expression.Dictionary(open.at(), keys, values));
  }

  Expression postfix(Expression start) {
    Expression result = start;
    while (true) {
      if (cursor.accept(".")) {
        Token token = cursor.take();
        if (token.kind() == Token.Kind.NUMBER && token.value() instanceof Long) {
          Expression index = cursor.part(new Expression.Literal(token.at(), token.value()));
          result = cursor.part(new Expression.Subscript(token.at(), result, index));
        } else if (token.kind() == Token.Kind.NAME) {
          result =
              cursor.part(new Expression.Attribute(token.at(), result, (String) token.value()));
        } else {
          throw TokenCursor.expected("a name after \".\"", token);
        }
      } else if (cursor.peek().is("[")) {
        result = subscript(result);
      } else if (cursor.peek().is("(")) {
        int at = cursor.peek().at();
        result = cursor.part(new Expression.Call(at, result, arguments()));
      } else {
        return result;
      }
    }
  }

  private Expression subscript(Expression target) {
    Token open = cursor.take();
    Expression first = cursor.peek().is(":") ? null : parser.expression();
    if (!cursor.peek().is(":")) {
      cursor.expect("]", open);
      if (first == null) {
        throw TokenCursor.expected("an index", open);
      }
      return cursor.part(new Expression.Subscript(open.at(), target, first));
    }
    cursor.take();
    Expression to = cursor.peek().is(":") || cursor.peek().is("]") ? null : parser.expression();
    Expression step = cursor.accept(":") && !cursor.peek().is("]") ? parser.expression() : null;
    cursor.expect("]", open);
    return cursor.part(new Expression.Slice(open.at(), target, first, to, step));
  }

  Expression filters(Expression start) {
    Expression result = start;
    while (true) {
      if (cursor.accept("|")) {
        Token name = dottedName("a filter's name after \"|\"");
        Arguments arguments = cursor.peek().is("(") ? arguments() : Arguments.NONE;
        result =
            cursor.part(new Expression.Filter(name.at(), result, (String) name.value(), arguments));
      } else if (cursor.accept("is")) {
        result = test(result);
      } else if (cursor.peek().is("(")) {
        int at = cursor.peek().at();
        result = cursor.part(new Expression.Call(at, result, arguments()));
      } else {
        return result;
      }
    }
  }

  private Expression test(Expression target) {
    boolean negated = cursor.accept("not");
    Token name = dottedName("a test's name after \"is\"");
    Arguments arguments = Arguments.NONE;
    if (cursor.peek().is("(")) {
      arguments = arguments();
    } else if (startsTestArgument(cursor.peek())) {
      if (cursor.peek().is("is")) {
        throw new ExpressionException(cursor.peek().at(), "tests cannot be chained with \"is\"");
      }
      cursor.enter();
      arguments = new Arguments(List.of(postfix(primary())), Map.of());
      cursor.leave();
    }
    return cursor.part(
        new Expression.Test(name.at(), target, (String) name.value(), arguments, negated));
  }

  private static boolean startsTestArgument(Token token) {
    return switch (token.kind()) {
      case NAME ->
          switch ((String) token.value()) {
            case "else", "or", "and", "if", "in", "not" -> false;
            default -> true;
          };
      case TEXT, NUMBER -> true;
      case SYMBOL -> token.is("[") || token.is("{");
      case END -> false;
    };
  }

  private Token dottedName(String expected) {
    Token first = cursor.take();
    if (first.kind() != Token.Kind.NAME) {
      throw TokenCursor.expected(expected, first);
    }
    StringBuilder name = new StringBuilder((String) first.value());
    while (cursor.accept(".")) {
      name.append('.').append(cursor.take().value());
    }
    return new Token(Token.Kind.NAME, first.at(), name.toString());
  }

  private Arguments arguments() {
    Token open = cursor.take();
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    boolean first = true;
    while (!cursor.peek().is(")")) {
      if (!first) {
        cursor.expect(",", open);
        if (cursor.peek().is(")")) {
          break;
        }
      }
      first = false;
      if (cursor.peek().is("*") || cursor.peek().is("**")) {
        throw new ExpressionException(
            cursor.peek().at(), "arguments with * are not part of the language");
      }
      if (cursor.peek().kind() == Token.Kind.NAME && cursor.peekNext().is("=")) {
        Token name = cursor.take();
        cursor.take();
        if (named.put((String) name.value(), parser.expression()) != null) {
          throw new ExpressionException(
              name.at(), "argument " + name.describe() + " is given twice");
        }
      } else if (named.isEmpty()) {
        positional.add(parser.expression());
      } else {
        throw new ExpressionException(
            cursor.peek().at(), "an argument without a name must come before those with a name");
      }
    }
    cursor.expect(")", open);
    return new Arguments(positional, named);
  }
}
