package io.understudy.engine.expression;

import io.understudy.engine.python.NoResultException;
import io.understudy.engine.python.PatternReplacement;
import io.understudy.engine.python.PythonPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the functions of Python's {@code re}. A pattern that is known before the first row is
 * compiled once, and what is wrong with it is a problem of the config.
 */
final class RegexCode {
  /** Values of the flags, which are joined with {@code +}. */
  static final Map<String, Long> FLAGS =
      Map.ofEntries(
          Map.entry("A", PythonPattern.ASCII),
          Map.entry("ASCII", PythonPattern.ASCII),
          Map.entry("DOTALL", PythonPattern.DOT_ALL),
          Map.entry("I", PythonPattern.IGNORE_CASE),
          Map.entry("IGNORECASE", PythonPattern.IGNORE_CASE),
          Map.entry("M", PythonPattern.MULTI_LINE),
          Map.entry("MULTILINE", PythonPattern.MULTI_LINE),
          Map.entry("S", PythonPattern.DOT_ALL),
          Map.entry("U", PythonPattern.UNICODE),
          Map.entry("UNICODE", PythonPattern.UNICODE),
          Map.entry("VERBOSE", PythonPattern.VERBOSE),
          Map.entry("X", PythonPattern.VERBOSE));

  static final Map<String, Signature> FUNCTIONS =
      Map.of(
          "escape", Signature.of(1, "pattern"),
          "findall", Signature.of(2, "pattern", "string", "flags"),
          "finditer", Signature.of(2, "pattern", "string", "flags"),
          "fullmatch", Signature.of(2, "pattern", "string", "flags"),
          "match", Signature.of(2, "pattern", "string", "flags"),
          "search", Signature.of(2, "pattern", "string", "flags"),
          "split", Signature.of(2, "pattern", "string", "maxsplit", "flags"),
          "sub", Signature.of(3, "pattern", "repl", "string", "count", "flags"));

  /** Functions that give a match or null. */
  static final Set<String> SEARCHES = Set.of("fullmatch", "match", "search");

  private RegexCode() {}

  /** A call such as {@code re.sub(...)}, whose arguments left out are constant null. */
  static Code call(int at, String function, List<Code> arguments) {
    if (function.equals("escape")) {
      return Folding.strict(
          arguments, operands -> PythonPattern.escape(Methods.text(at, operands[0])));
    }
    Code pattern = arguments.get(0);
    Code flags = arguments.get(arguments.size() - 1);
    boolean known = pattern.isConstant() && pattern.value() != null && flags.isConstant();
    @Nullable PythonPattern compiled =
        known ? checked(at, () -> pattern(at, pattern.value(), flags.value())) : null;
    @Nullable PatternReplacement replacement =
        function.equals("sub") ? replacement(at, compiled, arguments.get(1)) : null;
    int required = required(function);
    return Folding.of(
        arguments,
        operands -> {
          for (int i = 0; i < required; i++) {
            if (operands[i] == null) {
              return null;
            }
          }
          try {
            PythonPattern used =
                compiled != null
                    ? compiled
                    : pattern(at, operands[0], operands[operands.length - 1]);
            return apply(at, function, used, replacement, operands);
          } catch (NoResultException e) {
            throw new EvaluationException(at, e.what());
          }
        });
  }

  private static @Nullable PatternReplacement replacement(
      int at, @Nullable PythonPattern pattern, Code template) {
    return pattern != null && template.isConstant() && template.value() != null
        ? checked(at, () -> PatternReplacement.of(Methods.text(at, template.value()), pattern))
        : null;
  }

  private static int required(String function) {
    Signature signature = FUNCTIONS.get(function);
    if (signature == null) {
      throw new IllegalArgumentException(function);
    }
    return signature.required();
  }

  private static PythonPattern pattern(int at, @Nullable Object pattern, @Nullable Object flags) {
    return PythonPattern.compile(Methods.text(at, pattern), Methods.whole(at, flags, 0));
  }

  /** What can throw while something constant is made. */
  @FunctionalInterface
  private interface Making<T> {
    T make();
  }

  private static <T> T checked(int at, Making<T> making) {
    try {
      return making.make();
    } catch (NoResultException e) {
      throw new ExpressionException(at, e.what());
    } catch (EvaluationException e) {
      throw new ExpressionException(e.at(), e.what());
    }
  }

  private static @Nullable Object apply(
      int at,
      String function,
      PythonPattern pattern,
      @Nullable PatternReplacement known,
      @Nullable Object[] operands) {
    if (function.equals("sub")) {
      PatternReplacement replacement =
          known != null ? known : PatternReplacement.of(Methods.text(at, operands[1]), pattern);
      return pattern.replace(
          replacement, Methods.text(at, operands[2]), Methods.whole(at, operands[3], 0));
    }
    String text = Methods.text(at, operands[1]);
    return switch (function) {
      case "findall" -> pattern.texts(text);
      case "finditer" -> new ArrayList<@Nullable Object>(pattern.all(text));
      case "fullmatch" -> pattern.fullMatch(text);
      case "match" -> pattern.match(text);
      case "search" -> pattern.search(text);
      default -> pattern.split(text, Methods.whole(at, operands[2], 0));
    };
  }

  /**
   * The match, which must be there: what is asked of it has no result else. Null for a null text.
   */
  static Code found(int at, String function, List<Code> arguments) {
    Code match = call(at, function, arguments);
    List<Code> needed = arguments.subList(0, required(function));
    String nothing = "the regular expression matches nothing here";
    if (match.isConstant()) {
      if (match.value() == null && needed.stream().noneMatch(code -> code.value() == null)) {
        throw new ExpressionException.Missing(at, nothing, "give it a default");
      }
      return match;
    }
    Evaluator evaluator = match.evaluator();
    return Code.of(
        match.uses(),
        cell -> {
          Object found = evaluator.evaluate(cell);
          if (found == null
              && needed.stream().noneMatch(code -> code.evaluator().evaluate(cell) == null)) {
            throw new EvaluationException.Missing(at, nothing);
          }
          return found;
        });
  }

  /** What is wrong with a pattern that stands in the expression itself; null if nothing is. */
  static @Nullable String problem(Expression pattern, @Nullable Expression flags) {
    Long sum = flags == null ? Long.valueOf(0) : sum(flags);
    if (sum != null
        && pattern instanceof Expression.Literal literal
        && literal.value() instanceof String text) {
      try {
        PythonPattern.compile(text, sum);
      } catch (NoResultException e) {
        return e.what();
      }
    }
    return null;
  }

  private static @Nullable Long sum(Expression flags) {
    return switch (flags) {
      case Expression.Literal literal -> literal.value() instanceof Long n ? n : null;
      case Expression.Attribute attribute -> FLAGS.get(attribute.name());
      case Expression.Binary binary when binary.operator() == Expression.Operator.PLUS -> {
        Long left = sum(binary.left());
        Long right = sum(binary.right());
        yield left == null || right == null ? null : Long.valueOf(left | right);
      }
      default -> null;
    };
  }
}
