package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a filter, test or method takes.
 *
 * @param required how many of the parameters must be given
 * @param parameters names in order
 * @param open whether any number of arguments follow, with names or without
 */
record Signature(int required, List<String> parameters, boolean open) {

  static Signature of(int required, String... parameters) {
    return new Signature(required, List.of(parameters), false);
  }

  static Signature open(int required) {
    return new Signature(required, List.of(), true);
  }

  /**
   * The arguments in the order of the parameters, null for those left out; if it is open, those
   * without names.
   *
   * @throws ExpressionException if they do not fit
   */
  List<@Nullable Expression> bind(int at, String what, Arguments arguments) {
    if (open) {
      if (arguments.positional().size() < required) {
        throw new ExpressionException(at, what + " needs an argument");
      }
      return new ArrayList<>(arguments.positional());
    }
    if (arguments.positional().size() > parameters.size()) {
      throw new ExpressionException(
          at,
          what
              + " takes "
              + (parameters.isEmpty() ? "no arguments" : "at most " + parameters.size())
              + ", found "
              + arguments.positional().size());
    }
    List<@Nullable Expression> bound = new ArrayList<>(arguments.positional());
    while (bound.size() < parameters.size()) {
      bound.add(null);
    }
    for (Map.Entry<String, Expression> named : arguments.named().entrySet()) {
      int index = parameters.indexOf(named.getKey());
      if (index < 0) {
        throw new ExpressionException(
            named.getValue().at(),
            what + " has no argument \"" + named.getKey() + "\"",
            Suggestion.didYouMean(named.getKey(), parameters));
      }
      if (bound.get(index) != null) {
        throw new ExpressionException(
            named.getValue().at(), "argument \"" + named.getKey() + "\" is given twice");
      }
      bound.set(index, named.getValue());
    }
    for (int i = 0; i < required; i++) {
      if (bound.get(i) == null) {
        throw new ExpressionException(
            at, what + " needs the argument \"" + parameters.get(i) + "\"");
      }
    }
    return bound;
  }
}
