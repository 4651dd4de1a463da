package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Name;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.provider.Provider;
import io.understudy.engine.provider.Providers;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the calls of providers and of {@code random} in an expression, and binds them. */
final class FakeCalls {
  private final Compiler compiler;
  private final FakeCode fakes;
  private final Set<Expression> results = Collections.newSetFromMap(new IdentityHashMap<>());

  FakeCalls(Compiler compiler, FakeCode fakes) {
    this.compiler = compiler;
    this.fakes = fakes;
  }

  /** The value of a rule begins. */
  void begin(Expression value) {
    fakes.begin();
    results(value);
  }

  private void results(@Nullable Expression expression) {
    if (expression instanceof Expression.Conditional conditional) {
      results(conditional.then());
      results(conditional.otherwise());
    } else if (expression != null) {
      results.add(expression);
    }
  }

  /** Whether the value of the rule can be what a part of it gives, as it stands. */
  boolean isResult(Expression part) {
    return results.contains(part);
  }

  /** Null for a call of anything else. */
  @Nullable Code call(Expression.Call call, Attribute method) {
    FakeCall fake = FakeCall.of(call);
    if (fake != null) {
      Code code = provider(fake);
      Provider provider = Providers.of(fake.name()).orElse(null);
      return provider != null && isResult(call) ? FakeCode.asText(provider, code) : code;
    }
    if (!FakeCall.isRandom(method.target())) {
      return null;
    }
    Provider random =
        Providers.random(method.name())
            .orElseThrow(
                () ->
                    new ExpressionException(
                        method.at(), "unknown method \"random." + method.name() + "\""));
    Signature signature = FakeCode.signature(random);
    String what = "random." + method.name();
    List<Code> arguments = compiler.arguments(method.at(), what, signature, call.arguments());
    return fakes.random(method.at(), random, arguments);
  }

  private Code provider(FakeCall call) {
    Code locale = optional(call.locale());
    Code seed = optional(call.seed());
    Provider provider = Providers.of(call.name()).orElse(null);
    boolean entity = Entity.byName(call.name()).isPresent() && call.arguments().isEmpty();
    return provider == null || entity
        ? fakes.entity(call.at(), call.name(), locale, seed)
        : fakes.provider(call.at(), provider, arguments(call, provider), locale, seed);
  }

  /** A part of {@code fake.persona(...)} that is an entity's fake; null for anything else. */
  @Nullable Code part(Attribute part) {
    FakeCall fake = part.target() instanceof Expression.Call call ? FakeCall.of(call) : null;
    if (fake == null || !fake.name().equals("persona")) {
      return null;
    }
    List<Code> arguments = arguments(fake, Providers.of("persona").orElseThrow());
    Code locale = optional(fake.locale());
    return fakes.persona(fake.at(), part.name(), arguments, locale, optional(fake.seed()));
  }

  /** {@code items | random}. */
  Code randomItem(int at, Code items) {
    return fakes.randomItem(at, items);
  }

  private List<Code> arguments(FakeCall call, Provider provider) {
    Signature signature = FakeCode.signature(provider);
    return compiler.arguments(call.at(), "fake." + call.name(), signature, call.arguments());
  }

  private @Nullable Code optional(@Nullable Expression expression) {
    return expression == null ? null : compiler.compile(expression);
  }

  /**
   * @throws ExpressionException for a value that may be the same for two different ones
   */
  static void requireUnique(Expression expression) {
    if (!canBeUnique(expression)) {
      throw new ExpressionException(
          expression.at(),
          "unique: true needs a value that is one fake of an entity, or a hash",
          "write fake.email(), column.entity | fake or this | hash, or leave unique out");
    }
  }

  private static boolean canBeUnique(Expression expression) {
    if (expression instanceof Expression.Call call) {
      FakeCall fake = FakeCall.of(call);
      return fake != null
          && fake.locale() == null
          && fake.seed() == null
          && fake.arguments().isEmpty()
          && Entity.byName(fake.name()).isPresent();
    }
    return expression instanceof Expression.Filter filter
        && (filter.name().equals("fake")
            || (filter.name().equals("hash")
                && filter.target() instanceof Name name
                && name.name().equals("this")));
  }
}
