package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Arguments;
import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Name;
import io.understudy.engine.python.BraceFormat;
import io.understudy.engine.python.NoResultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles calls of methods, of the functions of {@code re}, and of bare names. */
final class CallCode {
  /** Bare names that can be called; {@code dict} takes names of its own. */
  static final Map<String, Signature> FUNCTIONS =
      Map.of(
          "dict", Signature.open(0),
          "range", Signature.of(1, "start", "stop", "step"),
          "timedelta",
              Signature.of(
                  0,
                  "days",
                  "seconds",
                  "microseconds",
                  "milliseconds",
                  "minutes",
                  "hours",
                  "weeks"));

  private final Compiler compiler;

  CallCode(Compiler compiler) {
    this.compiler = compiler;
  }

  Code call(Expression.Call call) {
    if (call.target() instanceof Name name) {
      return function(call, name);
    }
    if (!(call.target() instanceof Attribute method)) {
      throw new ExpressionException(call.at(), "only methods and providers can be called");
    }
    int at = method.at();
    if (method.target() instanceof Name name && name.name().equals("re")) {
      return RegexCode.call(at, method.name(), regexArguments(method, call.arguments()));
    }
    String name = MethodWords.method(method.name(), call.arguments());
    Signature signature = MethodWords.METHODS.get(name);
    if (signature == null) {
      throw new ExpressionException(at, "unknown method \"" + method.name() + "\"");
    }
    Code target = target(method.target());
    if (name.equals("format")) {
      return format(at, target, call.arguments());
    }
    List<Code> parts = new ArrayList<>(List.of(target));
    parts.addAll(compiler.arguments(at, name, signature, call.arguments()));
    return Folding.of(parts, Methods.of(at, name));
  }

  /** What something is asked of: a search that finds nothing has no answer. */
  Code target(Expression target) {
    if (target instanceof Expression.Call call
        && call.target() instanceof Attribute function
        && function.target() instanceof Name name
        && name.name().equals("re")
        && RegexCode.SEARCHES.contains(function.name())) {
      return RegexCode.found(
          function.at(), function.name(), regexArguments(function, call.arguments()));
    }
    return compiler.compile(target);
  }

  private List<Code> regexArguments(Attribute function, Arguments arguments) {
    Signature signature = RegexCode.FUNCTIONS.get(function.name());
    if (signature == null) {
      throw new ExpressionException(function.at(), "re has no \"" + function.name() + "\"");
    }
    return compiler.arguments(function.at(), "re." + function.name(), signature, arguments);
  }

  Code flag(int at, String name) {
    Long flag = RegexCode.FLAGS.get(name);
    if (flag == null) {
      throw new ExpressionException(at, "re has no \"" + name + "\"");
    }
    return Code.constant(flag);
  }

  Code normalize(int at, Code target, @Nullable Object allow) {
    Normalizing normalizing;
    try {
      normalizing = new Normalizing(at, allow == null ? "" : Methods.text(at, allow));
    } catch (EvaluationException e) {
      throw new ExpressionException(e.at(), e.what());
    }
    return Folding.strict(
        List.of(target),
        operands -> normalizing.apply(operands[0] == null ? "" : Values.text(at, operands[0])));
  }

  private Code function(Expression.Call call, Name name) {
    int at = name.at();
    Signature signature = FUNCTIONS.get(name.name());
    if (signature == null) {
      throw new ExpressionException(at, "unknown function \"" + name.name() + "\"");
    }
    if (name.name().equals("dict")) {
      return dictionary(at, call.arguments());
    }
    List<Code> parts = compiler.arguments(at, name.name(), signature, call.arguments());
    if (name.name().equals("timedelta")) {
      return Folding.of(parts, operands -> Dates.between(at, operands));
    }
    return Folding.of(parts, operands -> operands[0] == null ? null : range(at, operands));
  }

  private static List<@Nullable Object> range(int at, @Nullable Object[] operands) {
    long first = Methods.whole(at, operands[0], 0);
    long start = operands[1] == null ? 0 : first;
    long stop = operands[1] == null ? first : Methods.whole(at, operands[1], 0);
    long step = Methods.whole(at, operands[2], 1);
    if (step == 0) {
      throw new EvaluationException(at, "the step of a range must not be 0");
    }
    List<@Nullable Object> numbers = new ArrayList<>();
    for (long n = start; step > 0 ? n < stop : n > stop; n += step) {
      numbers.add(n);
      if (numbers.size() > Arithmetic.MAX_ITEMS) {
        throw new EvaluationException(
            at, "the range has more than " + Arithmetic.MAX_ITEMS + " numbers");
      }
      if (step > 0 ? n > Long.MAX_VALUE - step : n < Long.MIN_VALUE - step) {
        break;
      }
    }
    return numbers;
  }

  /** {@code dict(a=1)}, {@code dict(other, a=1)}, {@code dict([["a", 1]])}. */
  private Code dictionary(int at, Arguments arguments) {
    if (arguments.positional().size() > 1) {
      throw new ExpressionException(at, "dict takes at most 1 argument without a name");
    }
    List<String> names = new ArrayList<>(arguments.named().keySet());
    List<Code> parts = new ArrayList<>(compiler.compileAll(arguments.positional()));
    int before = parts.size();
    names.forEach(name -> parts.add(compiler.compile(named(arguments, name))));
    return Folding.of(
        parts,
        operands -> {
          Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
          if (before == 1) {
            addAll(at, operands[0], map);
          }
          for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), operands[before + i]);
          }
          return Collections.unmodifiableMap(map);
        });
  }

  private static void addAll(
      int at, @Nullable Object from, Map<@Nullable Object, @Nullable Object> into) {
    if (from instanceof Map<?, ?> map) {
      into.putAll(map);
      return;
    }
    List<?> pairs = from instanceof List<?> list ? list : List.of(0);
    for (Object pair : pairs) {
      if (!(pair instanceof List<?> two && two.size() == 2)) {
        throw new EvaluationException(at, "dict needs a dictionary or a list of lists of two");
      }
      into.put(two.get(0), two.get(1));
    }
  }

  static Expression named(Arguments arguments, String name) {
    Expression value = arguments.named().get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private Code format(int at, Code target, Arguments arguments) {
    List<String> names = new ArrayList<>(arguments.named().keySet());
    List<Code> parts = new ArrayList<>(List.of(target));
    parts.addAll(compiler.compileAll(arguments.positional()));
    int size = parts.size();
    names.forEach(name -> parts.add(compiler.compile(named(arguments, name))));
    return Folding.strict(
        parts,
        operands -> {
          Map<String, @Nullable Object> byName = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), operands[size + i]);
          }
          List<@Nullable Object> values = Arrays.asList(operands).subList(1, size);
          try {
            return BraceFormat.of(Methods.text(at, operands[0]), values, byName);
          } catch (NoResultException e) {
            throw new EvaluationException(at, e.what());
          }
        });
  }
}
