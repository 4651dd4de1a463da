package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Name;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.provider.Kind;
import io.understudy.engine.provider.Provider;
import io.understudy.engine.provider.Providers;
import io.understudy.engine.python.NoResultException;
import io.understudy.engine.python.Strftime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what is called: methods, providers, filters and tests. */
final class CallChecker {
  private final Checker checker;
  private final WordChecker words;
  private final Findings findings;
  private final boolean inVars;

  CallChecker(Checker checker, WordChecker words, Findings findings, boolean inVars) {
    this.checker = checker;
    this.words = words;
    this.findings = findings;
    this.inVars = inVars;
  }

  void call(Expression.Call call) {
    if (call.target() instanceof Name name) {
      callName(call, name);
      return;
    }
    call.arguments().positional().forEach(checker::check);
    call.arguments().named().values().forEach(checker::check);
    if (!(call.target() instanceof Attribute method)) {
      checker.check(call.target());
      findings.add(call.at(), "only methods and providers can be called", "");
      return;
    }
    if (FakeCall.isFake(method.target()) || isSource(method.target())) {
      provider(call, method);
      return;
    }
    if (FakeCall.isRandom(method.target())) {
      random(call, method);
      return;
    }
    if (method.target() instanceof Name name && name.name().equals("re")) {
      regex(call, method);
      return;
    }
    checker.check(method.target());
    if (method.target() instanceof Name name && !Vocabulary.NAMES.contains(name.name())) {
      return;
    }
    Signature signature =
        MethodWords.METHODS.get(MethodWords.method(method.name(), call.arguments()));
    if (signature != null) {
      findings.bind(method.at(), "method " + method.name(), signature, call.arguments());
      if (method.name().equals("strftime")) {
        format(call.arguments());
      }
    } else if (!findings.refused(method.at(), Refusals.ofMethod(method.name()))) {
      findings.add(
          method.at(),
          "unknown method \"" + method.name() + "\"",
          Suggestion.didYouMean(method.name(), MethodWords.METHODS.keySet()));
    }
  }

  private void regex(Expression.Call call, Attribute function) {
    Signature signature = RegexCode.FUNCTIONS.get(function.name());
    if (signature == null) {
      regexWord(function);
      return;
    }
    int before = findings.all().size();
    findings.bind(function.at(), "re." + function.name(), signature, call.arguments());
    if (findings.all().size() > before || function.name().equals("escape")) {
      return;
    }
    List<@Nullable Expression> bound =
        signature.bind(function.at(), "re." + function.name(), call.arguments());
    Expression pattern = bound.getFirst();
    String problem = pattern == null ? null : RegexCode.problem(pattern, bound.getLast());
    if (pattern != null && problem != null) {
      findings.add(pattern.at(), problem, "");
    }
  }

  /** What stands behind {@code re.} and is not called: a flag. */
  void regexWord(Attribute word) {
    String name = word.name();
    if (RegexCode.FLAGS.containsKey(name) || findings.refused(word.at(), Refusals.ofRegex(name))) {
      return;
    }
    boolean function = RegexCode.FUNCTIONS.containsKey(name);
    findings.add(
        word.at(),
        function ? "\"re." + name + "\" is a function" : "re has no \"" + name + "\"",
        function
            ? "write re." + name + "(...)"
            : Suggestion.didYouMean(name, RegexCode.FUNCTIONS.keySet()));
  }

  /** A format of dates that is given as it is. */
  private void format(Expression.Arguments arguments) {
    Expression format =
        arguments.positional().isEmpty()
            ? arguments.named().get("format")
            : arguments.positional().getFirst();
    if (format instanceof Expression.Literal literal && literal.value() instanceof String text) {
      try {
        Strftime.check(text);
      } catch (NoResultException e) {
        findings.add(format.at(), e.what(), "");
      }
    }
  }

  /** No bare name can be called, but {@code c(olumn.x} has a misplaced bracket more often. */
  private void callName(Expression.Call call, Name name) {
    if (firstName(call.arguments()) instanceof Name first) {
      String joined = name.name() + first.name();
      boolean adjacent =
          call.at() == name.at() + name.name().length() && first.at() == call.at() + 1;
      if (adjacent && (Vocabulary.NAMES.contains(joined) || joined.equals("not"))) {
        findings.add(
            name.at(),
            "unknown function \"" + name.name() + "\"",
            "did you mean \"("
                + joined
                + "\" instead of \""
                + name.name()
                + "("
                + first.name()
                + "\"?");
        return;
      }
    }
    call.arguments().positional().forEach(checker::check);
    call.arguments().named().values().forEach(checker::check);
    Signature function = CallCode.FUNCTIONS.get(name.name());
    if (function != null) {
      if (!function.open()) {
        findings.bind(name.at(), name.name(), function, call.arguments());
      }
    } else if (name.name().equals("fake")) {
      findings.add(
          name.at(),
          "\"fake(...)\" alone has no value",
          "call a provider, such as fake(locale=\"de_DE\").first_name()");
    } else if (findings.refused(name.at(), Refusals.ofName(name.name()))) {
      return;
    } else if (Entity.byName(name.name()).isPresent()) {
      findings.add(
          name.at(),
          "unknown function \"" + name.name() + "\"",
          "did you mean \"fake." + name.name() + "()\"?");
    } else if (Vocabulary.FILTERS.containsKey(name.name())) {
      findings.add(
          name.at(),
          "\"" + name.name() + "\" is a filter, not a function",
          "write it behind the value, such as this | " + name.name());
    } else {
      findings.add(name.at(), "unknown function \"" + name.name() + "\"", "");
    }
  }

  /** The name that the text between the brackets starts with, if it does. */
  private static @Nullable Expression firstName(Expression.Arguments arguments) {
    if (arguments.positional().isEmpty()) {
      return null;
    }
    Expression first = arguments.positional().get(0);
    while (true) {
      switch (first) {
        case Expression.Binary binary -> first = binary.left();
        case Expression.Comparison comparison -> first = comparison.first();
        case Attribute attribute -> first = attribute.target();
        case Expression.Subscript subscript -> first = subscript.target();
        case Expression.Filter filter -> first = filter.target();
        case Expression.Test test -> first = test.target();
        case Expression.Conditional conditional -> first = conditional.then();
        case Expression.Call call -> first = call.target();
        default -> {
          return first;
        }
      }
    }
  }

  private void provider(Expression.Call call, Attribute provider) {
    String name = provider.name();
    if (inVars) {
      findings.add(
          provider.at(),
          "a fake needs a row's value to depend on, and vars are set before the first row",
          "use fake." + name + "() in the rule itself");
    } else {
      source(method(call));
      signature(name)
          .ifPresentOrElse(
              signature ->
                  findings.bind(provider.at(), "fake." + name, signature, call.arguments()),
              () ->
                  findings.add(
                      provider.at(),
                      "unknown provider \"fake." + name + "\"",
                      Suggestion.didYouMean(name, Providers.names())));
    }
  }

  /** What a provider takes; one that is an entity and nothing more takes nothing. */
  private static Optional<Signature> signature(String name) {
    Optional<Signature> signature = Providers.of(name).map(FakeCode::signature);
    return signature.isPresent() || Entity.byName(name).isEmpty()
        ? signature
        : Optional.of(Signature.of(0));
  }

  private static Expression method(Expression.Call call) {
    return call.target() instanceof Attribute provider ? provider.target() : call.target();
  }

  private static boolean isSource(Expression expression) {
    return expression instanceof Expression.Call call && FakeCall.isFake(call.target());
  }

  /** The brackets behind {@code fake}, if there are any. */
  private void source(Expression expression) {
    if (expression instanceof Expression.Call source) {
      findings.bind(source.at(), "fake", Signature.of(0, "locale", "seed"), source.arguments());
      source.arguments().positional().forEach(checker::check);
      source.arguments().named().values().forEach(checker::check);
    }
  }

  private void random(Expression.Call call, Attribute method) {
    Providers.random(method.name())
        .ifPresentOrElse(
            random ->
                findings.bind(
                    method.at(),
                    "random." + method.name(),
                    FakeCode.signature(random),
                    call.arguments()),
            () ->
                findings.add(
                    method.at(),
                    "unknown method \"random." + method.name() + "\"",
                    Suggestion.didYouMean(method.name(), Providers.randomNames())));
  }

  /** Whether a call gives something that has attributes; those of unknown providers pass. */
  boolean isDictionary(Expression.Call call) {
    boolean fake = FakeCall.isFake(method(call)) || isSource(method(call));
    if (!fake || !(call.target() instanceof Attribute provider)) {
      return false;
    }
    Kind kind = Providers.of(provider.name()).map(Provider::kind).orElse(null);
    return kind == Kind.DICTIONARY || (kind == null && Entity.byName(provider.name()).isEmpty());
  }

  /** A part of a person that is not there is a slip. */
  void part(Expression.Call call, Attribute part) {
    boolean persona =
        call.target() instanceof Attribute provider && provider.name().equals("persona");
    if (persona && !Providers.PERSONA.contains(part.name())) {
      findings.add(
          part.at(),
          "a persona has no \"" + part.name() + "\"",
          Suggestion.didYouMean(part.name(), Providers.PERSONA));
    }
  }

  void filter(Expression.Filter filter) {
    checker.check(filter.target());
    filter.arguments().positional().forEach(checker::check);
    filter.arguments().named().values().forEach(checker::check);
    Signature signature = Vocabulary.FILTERS.get(filter.name());
    if (signature == null) {
      if (!findings.refused(filter.at(), Refusals.ofFilter(filter.name()))) {
        findings.add(
            filter.at(),
            "unknown filter \"" + filter.name() + "\"",
            Suggestion.didYouMean(filter.name(), Vocabulary.FILTERS.keySet()));
      }
      return;
    }
    if (inVars && Vocabulary.KEYED_FILTERS.contains(filter.name())) {
      findings.add(
          filter.at(),
          "filter \""
              + filter.name()
              + "\" needs a row's value, and vars are set before the first"
              + " row",
          "use it in the rule itself");
      return;
    }
    findings.bind(filter.at(), "filter " + filter.name(), signature, filter.arguments());
    if (filter.name().equals("fake")) {
      words.entityLiteral(filter.target());
    }
    if (filter.name().equals("date_format") || filter.name().equals("date_time_format")) {
      format(filter.arguments());
    }
  }

  void test(Expression.Test test) {
    checker.check(test.target());
    test.arguments().positional().forEach(checker::check);
    test.arguments().named().values().forEach(checker::check);
    Signature signature = Vocabulary.TESTS.get(test.name());
    if (signature != null) {
      findings.bind(test.at(), "test " + test.name(), signature, test.arguments());
    } else {
      findings.add(
          test.at(),
          "unknown test \"" + test.name() + "\"",
          Suggestion.didYouMean(test.name(), Vocabulary.TESTS.keySet()));
    }
  }
}
