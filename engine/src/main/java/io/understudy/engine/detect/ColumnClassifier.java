package io.understudy.engine.detect;

import io.understudy.engine.ColumnType;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.Canonical;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a column holds from its name and a sample of its values. Immutable and shared between
 * threads.
 *
 * <p>The confidence is {@code 1 - (1 - N) * (1 - V)}:
 *
 * <ul>
 *   <li>N, what the name says: {@value #OWN_NAME} if a recogniser of the config knows it, {@value
 *       #DIRECT_NAME} if it is one of a direct identifier, {@value #INDIRECT_NAME} if it is one of
 *       something that narrows people down, else 0. Half of it if the entity can be told by its
 *       values, there are at least {@value #FEW} of them, and none looks so.
 *   <li>V, what the values say: {@code strength * share * n / (n + 1)}, where n is the number of
 *       distinct values that are not null, share how many of them fit, and strength how telling the
 *       form is: 0.95 less the chance of a random number to have valid check digits, 0.5 to 0.99
 *       for other forms, 0.75 to 0.9 for lists of names and places. 0 if less than half of the
 *       values fit. A form that many things have (such as nine digits) counts {@value
 *       ValueForms#SUPPORT} if the name says the same, else nothing.
 * </ul>
 */
public final class ColumnClassifier {
  /** More distinct values than this are not looked at. */
  public static final int MOST_VALUES = 1_000;

  private static final double OWN_NAME = 0.9;
  private static final double DIRECT_NAME = 0.85;
  private static final double INDIRECT_NAME = 0.6;
  private static final double LEAST_SHARE = 0.5;
  private static final double LEAST_CONFIDENCE = 0.2;

  /** A sample proves nothing. */
  private static final double MOST_CONFIDENCE = 0.99;

  private static final int FEW = 3;
  private static final int LONGEST_VALUE = 256;

  private final Detector detector;

  /**
   * @param detector whose recognisers and locales count
   */
  public ColumnClassifier(Detector detector) {
    this.detector = detector;
  }

  private record Evidence(double worth, String why) {}

  /**
   * What a column seems to hold, the surest first; empty if nothing personal is seen.
   *
   * @param sample values as in a {@link io.understudy.engine.Batch}; nulls do not count
   */
  public List<Classification> classify(
      String columnName, ColumnType type, Iterable<? extends @Nullable Object> sample) {
    if (type == ColumnType.BOOLEAN || type == ColumnType.NESTED) {
      return List.of();
    }
    Set<String> values = type == ColumnType.BINARY ? Set.of() : distinct(sample);
    @Nullable Entity named = detector.classify(columnName).orElse(null);
    Map<Entity, Evidence> found = byValues(values, named);
    if (named != null) {
      Evidence seen = found.get(named);
      double says = nameWorth(columnName, named);
      boolean contradicted = seen == null && values.size() >= FEW && ValueForms.canTell(named);
      String why = contradicted ? "its name says so, but no value looks so" : "its name says so";
      double worth = contradicted ? says / 2 : says;
      found.put(
          named,
          seen == null
              ? new Evidence(worth, why)
              : new Evidence(1 - (1 - worth) * (1 - seen.worth), why + "; " + seen.why));
    }
    List<Classification> classifications = new ArrayList<>();
    found.forEach(
        (entity, evidence) -> {
          if (evidence.worth >= LEAST_CONFIDENCE) {
            classifications.add(
                new Classification(
                    entity,
                    Math.min(MOST_CONFIDENCE, Math.round(evidence.worth * 100) / 100.0),
                    evidence.why));
          }
        });
    classifications.sort(Comparator.comparingDouble(Classification::confidence).reversed());
    return List.copyOf(classifications);
  }

  private double nameWorth(String columnName, Entity named) {
    boolean own = detector.settings().recognisers().stream().anyMatch(r -> r.isNameOf(columnName));
    boolean direct = ColumnNames.direct(columnName).filter(named::equals).isPresent();
    return own ? OWN_NAME : direct ? DIRECT_NAME : INDIRECT_NAME;
  }

  private Map<Entity, Evidence> byValues(Set<String> values, @Nullable Entity named) {
    Map<Entity, Evidence> found = new EnumMap<>(Entity.class);
    if (values.isEmpty()) {
      return found;
    }
    List<ValueForm> forms = new ArrayList<>();
    for (OwnRecogniser own : detector.settings().recognisers()) {
      forms.add(
          ValueForm.of(own.entity(), own.confidence(), "what a recogniser finds", own::isWhole));
    }
    forms.addAll(ValueForms.ALL);
    forms.addAll(WordLists.of(detector.locales()).forms());
    for (ValueForm form : forms) {
      boolean agrees = named != null && form.isOf(named);
      if (form.isOnlySupport() && !agrees) {
        continue;
      }
      long fitting = values.stream().filter(form.fits()).count();
      double share = (double) fitting / values.size();
      if (share >= LEAST_SHARE) {
        double strength = form.isOnlySupport() ? ValueForms.SUPPORT : form.strength();
        double worth = strength * share * values.size() / (values.size() + 1);
        Evidence evidence = new Evidence(worth, why(form, fitting, values.size()));
        Entity entity = agrees && named != null ? named : form.entity();
        found.merge(entity, evidence, (a, b) -> a.worth >= b.worth ? a : b);
      }
    }
    return found;
  }

  private static String why(ValueForm form, long fitting, int of) {
    String count = of == MOST_VALUES ? "the first " + of : Integer.toString(of);
    return (fitting == of ? "all of " + count : fitting + " of " + count)
        + " distinct values are "
        + form.values();
  }

  private static Set<String> distinct(Iterable<? extends @Nullable Object> sample) {
    Set<String> values = new LinkedHashSet<>();
    for (Object value : sample) {
      Optional<String> text = text(value);
      text.ifPresent(values::add);
      if (values.size() == MOST_VALUES) {
        break;
      }
    }
    return values;
  }

  /** Absent for what is no value of its own. */
  private static Optional<String> text(@Nullable Object value) {
    if (value == null || value instanceof byte[]) {
      return Optional.empty();
    }
    String text = value instanceof String string ? string.strip() : Canonical.text(value);
    return Optional.of(text)
        .filter(t -> !t.isEmpty())
        .map(t -> t.length() > LONGEST_VALUE ? t.substring(0, LONGEST_VALUE) : t);
  }
}
