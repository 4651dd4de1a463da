package io.understudy.engine.expression;

import io.understudy.engine.fake.Entity;
import io.understudy.engine.fake.Scrambled;
import io.understudy.engine.key.Draw;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import io.understudy.engine.provider.Kind;
import io.understudy.engine.provider.Parameter;
import io.understudy.engine.provider.Provider;
import io.understudy.engine.provider.Providers;
import io.understudy.engine.transform.Fake;
import io.understudy.engine.transform.Transforms;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what providers and {@code random} make. Each call in an expression draws its own row of
 * choices, named by the provider, its arguments and how many equal calls stand before it, so that
 * an expression gives the same result for the same key everywhere.
 */
final class FakeCode {
  /** Providers whose results belong to a person. */
  /** Made from a text that the config may have taken from the value. */
  static final Set<String> TEMPLATES = Set.of("bothify", "hexify", "lexify", "numerify");

  private static final Set<String> PERSONAL =
      Set.of(
          "persona",
          "profile",
          "simple_profile",
          "passport_owner",
          "location_on_land",
          "local_latlng",
          "credit_card_full");

  private static final Map<String, Entity> PERSONA =
      Map.of(
          "first_name", Entity.FIRST_NAME, "last_name", Entity.LAST_NAME, "gender", Entity.GENDER);

  /** Lists that stand as text for their first two items: latitude and longitude. */
  private static final Set<String> POINTS = Set.of("latlng", "local_latlng", "location_on_land");

  private static final int MOST_DRAWS = 16;

  /** Results in {@code vars} follow from a key that everybody knows: they are no secret. */
  private static final SecretKey PUBLIC = new SecretKey(new byte[16]);

  private final @Nullable ColumnScope scope;
  private final KeyedCode keyed;
  private final String variable;
  private final Map<String, Integer> calls = new HashMap<>();

  /**
   * @param variable the name in {@code vars} that the expression is for; empty in a rule
   */
  FakeCode(@Nullable ColumnScope scope, KeyedCode keyed, String variable) {
    this.scope = scope;
    this.keyed = keyed;
    this.variable = variable;
  }

  /** Counts equal calls anew: another expression begins. */
  void begin() {
    calls.clear();
  }

  /** Arguments of a provider or method of {@code random}, for checks and for binding. */
  static Signature signature(Provider provider) {
    int required = (int) provider.parameters().stream().filter(Parameter::required).count();
    List<String> names = provider.parameters().stream().map(Parameter::name).toList();
    return Signature.of(required, names.toArray(new String[0]));
  }

  /**
   * @param locale null: those of the config
   * @param seed null: the cell decides
   */
  Code entity(int at, String name, @Nullable Code locale, @Nullable Code seed) {
    if (locale == null && seed == null) {
      return keyed.fake(at, name);
    }
    ColumnScope here = scope(at);
    Entity entity = keyed.entity(at, name);
    RowKey key = new RowKey(here, seed, true);
    LocaleFakes<Fake> fakes = new LocaleFakes<>(at, here.transforms(), locale, t -> t.fake(entity));
    return keyed.made(
        entity,
        Code.of(
            key.uses().and(Uses.SELF).and(fakes.uses()),
            cell -> {
              Object self = cell.self();
              String other = key.other(cell);
              return fakes.fake(at, self, other, key.isFilled(cell), key.hasSeed(), fakes.of(cell));
            }));
  }

  /** A part of {@code fake.persona(...)} that an entity stands for; null if none does. */
  @Nullable Code persona(
      int at, String part, List<Code> arguments, @Nullable Code locale, @Nullable Code seed) {
    Entity entity = PERSONA.get(part);
    boolean gendered = !(arguments.get(3).isConstant() && arguments.get(3).value() == null);
    if (entity == null || gendered) {
      return null;
    }
    Code rowIndex = arguments.get(0);
    ColumnScope here = scope(at);
    RowKey key = new RowKey(here, seed != null ? seed : rowIndex, true);
    LocaleFakes<Fake> fakes = new LocaleFakes<>(at, here.transforms(), locale, t -> t.fake(entity));
    return keyed.made(
        entity,
        Code.of(
            key.uses().and(Uses.SELF).and(fakes.uses()),
            cell -> {
              Object self = cell.self();
              String text = key.of(cell);
              if (text == null) {
                return null;
              }
              Fake fake = fakes.of(cell);
              return self instanceof String shape && !shape.isBlank()
                  ? KeyedCode.applied(at, fake, shape, persona(text))
                  : self == null && !key.isFilled(cell) ? null : fake.fresh(persona(text));
            }));
  }

  /** Letter case makes no other person. */
  private static String persona(String key) {
    return key.toLowerCase(java.util.Locale.ROOT);
  }

  /** A provider that no entity stands for, or with arguments. */
  Code provider(
      int at, Provider provider, List<Code> arguments, @Nullable Code locale, @Nullable Code seed) {
    boolean persona = provider.name().equals("persona");
    @Nullable Code named = seed != null ? seed : persona ? arguments.get(0) : null;
    ColumnScope here = scope(at);
    RowKey key = new RowKey(here, named, PERSONAL.contains(provider.name()));
    LocaleFakes<Transforms> sources = new LocaleFakes<>(at, here.transforms(), locale, t -> t);
    List<Code> used = persona ? arguments.subList(1, arguments.size()) : arguments;
    KeyedFunction function = here.transforms().choices(purpose("fake", provider, arguments));
    Making making = new Making(at, provider, arguments, function);
    making.check(used, here.transforms());
    Uses uses = making.uses(persona).and(key.uses()).and(sources.uses());
    Code code =
        Code.of(
            uses,
            cell -> {
              String text = key.of(cell);
              if (text == null || (cell.self() == null && !key.isFilled(cell))) {
                return null;
              }
              return making.make(cell, persona ? persona(text) : text, sources.of(cell));
            });
    return provider.kind() == Kind.WORDS ? code.onlyText() : code;
  }

  /**
   * A point on the globe that is the whole value of a cell: {@code latitude, longitude}. For any
   * other provider the code itself.
   */
  static Code asText(Provider provider, Code code) {
    if (!POINTS.contains(provider.name())) {
      return code;
    }
    return Folding.strict(
        List.of(code),
        operands ->
            operands[0] instanceof List<?> point
                ? point.get(0) + ", " + point.get(1)
                : operands[0]);
  }

  /** A method of {@code random}; in {@code vars} a constant that follows from the var's name. */
  Code random(int at, Provider method, List<Code> arguments) {
    return random(at, method, arguments, purpose("random", method, arguments));
  }

  private Code random(int at, Provider method, List<Code> arguments, String purpose) {
    if (scope == null) {
      KeyedFunction function = new KeyedFunction(PUBLIC, purpose);
      Making making = new Making(at, method, arguments, function);
      return making.constant(variable, new Transforms(PUBLIC, List.of()));
    }
    ColumnScope here = scope;
    KeyedFunction function = here.transforms().choices(purpose);
    Making making = new Making(at, method, arguments, function);
    making.check(arguments, here.transforms());
    RowKey key = new RowKey(here, null, false);
    return Code.of(
        making.uses(false).and(key.uses()),
        cell -> {
          String text = key.of(cell);
          return text == null ? null : making.make(cell, text, here.transforms());
        });
  }

  /** {@code items | random}. */
  Code randomItem(int at, Code items) {
    Provider choice = Providers.random("choice").orElseThrow();
    String purpose = purpose("random", choice, List.of(items));
    Code code = random(at, choice, List.of(items), purpose);
    if (scope == null
        || !new RowKey(scope, null, false).isOwnValue()
        || !(items.value() instanceof List<?> list)
        || list.isEmpty()) {
      return code;
    }
    List<String> texts = new ArrayList<>();
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    for (Object item : list) {
      if (!(item instanceof String text) || !encoder.canEncode(text)) {
        return code;
      }
      texts.add(text);
    }
    return code.choosing(new Choice(scope.transforms().choices(purpose), texts));
  }

  private String purpose(String owner, Provider provider, List<Code> arguments) {
    StringBuilder purpose = new StringBuilder(owner).append('/').append(provider.name());
    for (int i = 0; i < arguments.size(); i++) {
      Code argument = arguments.get(i);
      Object given = argument.isConstant() ? argument.value() : "(row)";
      Object value = given == null ? provider.parameters().get(i).otherwise() : given;
      purpose.append(i == 0 ? "(" : ", ").append(canonical(value));
    }
    int before = calls.merge(purpose.toString(), 1, Integer::sum) - 1;
    return purpose.append(")#").append(before).toString();
  }

  private static String canonical(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? new TreeMap<>(texts(map)).toString()
        : String.valueOf(value);
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new HashMap<>();
    map.forEach((key, value) -> texts.put(String.valueOf(key), canonical(value)));
    return texts;
  }

  private ColumnScope scope(int at) {
    if (scope == null) {
      throw new ExpressionException(at, "there is no row's value to depend on here");
    }
    return scope;
  }

  /** A call of a provider, ready to run. */
  private record Making(
      int at, Provider provider, List<Code> arguments, KeyedFunction function, boolean template) {

    Making(int at, Provider provider, List<Code> arguments, KeyedFunction function) {
      this(at, provider, arguments, function, TEMPLATES.contains(provider.name()));
    }

    /**
     * @param persona whether the first argument is the key, not an option
     */
    Uses uses(boolean persona) {
      Uses uses = Uses.NOTHING;
      for (Code argument : persona ? arguments.subList(1, arguments.size()) : arguments) {
        uses = uses.and(argument.uses());
      }
      return uses;
    }

    /** Arguments that are known now are tried now. */
    void check(List<Code> used, Transforms source) {
      if (used.stream().allMatch(Code::isConstant)) {
        constant("", source);
      }
    }

    Code constant(String key, Transforms source) {
      @Nullable Object[] values = new @Nullable Object[arguments.size()];
      for (int i = 0; i < values.length; i++) {
        Code argument = arguments.get(i);
        values[i] = argument.isConstant() ? argument.value() : null;
      }
      try {
        return Code.constant(made(values, function.draw(key), key, source));
      } catch (IllegalArgumentException e) {
        throw new ExpressionException(at, provider.name() + ": " + e.getMessage());
      }
    }

    @Nullable Object make(Cell cell, String key, Transforms source) {
      @Nullable Object[] values = new @Nullable Object[arguments.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments.get(i).evaluator().evaluate(cell);
      }
      try {
        Draw draw = function.draw(key);
        Object made = made(values, draw, key, source);
        for (int i = 0; i < MOST_DRAWS && isOriginal(made, cell.self()); i++) {
          made = made(values, draw, key, source);
        }
        return template && made instanceof String text && cell.self() instanceof String original
            ? Scrambled.instead(original, text, draw)
            : made;
      } catch (IllegalArgumentException e) {
        throw new EvaluationException(at, provider.name() + ": " + e.getMessage());
      }
    }

    private @Nullable Object made(
        @Nullable Object[] values, Draw draw, String key, Transforms source) {
      return provider.make(values, draw, source.pools(), source.personas(), key);
    }

    /** Of two values one is often the original, and drawing again would say which. */
    private boolean isOriginal(@Nullable Object made, @Nullable Object original) {
      return switch (provider.kind()) {
        case BOOLEAN, ANY, LIST, DICTIONARY -> false;
        default ->
            made instanceof String text && original instanceof String other
                ? text.equalsIgnoreCase(other)
                : made != null && made.equals(original);
      };
    }
  }
}
