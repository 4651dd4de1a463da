package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Call;
import io.understudy.engine.expression.Expression.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code fake.PROVIDER(...)} or {@code fake(locale=..., seed=...).PROVIDER(...)}.
 *
 * @param provider its name and place
 * @param locale null: those of the config
 * @param seed null: the cell decides
 * @param arguments of the provider
 */
record FakeCall(
    Attribute provider,
    @Nullable Expression locale,
    @Nullable Expression seed,
    Expression.Arguments arguments) {
  private static final Signature SOURCE = Signature.of(0, "locale", "seed");

  static boolean isFake(Expression expression) {
    return expression instanceof Name name && name.name().equals("fake");
  }

  static boolean isRandom(Expression expression) {
    return expression instanceof Name name && name.name().equals("random");
  }

  /**
   * Null if a call is none of these.
   *
   * @throws ExpressionException if what is in the brackets behind {@code fake} does not fit
   */
  static @Nullable FakeCall of(Call call) {
    if (!(call.target() instanceof Attribute provider)) {
      return null;
    }
    if (isFake(provider.target())) {
      return new FakeCall(provider, null, null, call.arguments());
    }
    if (provider.target() instanceof Call source && isFake(source.target())) {
      List<@Nullable Expression> bound = SOURCE.bind(source.at(), "fake", source.arguments());
      return new FakeCall(provider, bound.get(0), bound.get(1), call.arguments());
    }
    return null;
  }

  String name() {
    return provider.name();
  }

  int at() {
    return provider.at();
  }
}
