package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds personal data. Immutable and shared between threads; linear in the length of a text. */
public final class Detector {
  /** Not state: what is in here is a function of its key, only slow to make. */
  private static final Map<List<String>, Gazetteer> WIDE = new ConcurrentHashMap<>();

  private static final List<Recogniser> BY_FORM =
      List.of(
          new WebAddresses(),
          new Emails(),
          new Machines(),
          new BankAndVehicleNumbers(),
          new Numbers(),
          new Streets());

  private final List<String> locales;
  private final DetectionSettings settings;
  private final Names names;

  /**
   * @param locales whose first and last names are known beside those of {@code en_US}
   * @throws IllegalArgumentException for a locale without data, naming it
   */
  public Detector(List<String> locales) {
    this(locales, DetectionSettings.DEFAULT);
  }

  /**
   * @param locales as above
   * @param settings of the config
   * @throws IllegalArgumentException for a locale without data, naming it
   */
  public Detector(List<String> locales, DetectionSettings settings) {
    this.locales = List.copyOf(locales);
    this.settings = settings;
    this.names = new Names(Gazetteer.of(this.locales));
  }

  /**
   * What a column of this name holds if that identifies a person directly (such as {@code fname},
   * {@code E-Mail}, {@code ssn}). Empty for what only narrows people down: place, age, dates, and
   * for what is unknown.
   */
  public Optional<Entity> byColumnName(String columnName) {
    Optional<Entity> own = byOwnName(columnName);
    return own.isPresent() ? own : ColumnNames.direct(columnName);
  }

  /** What a column of this name holds, be it a direct identifier or not; empty if unknown. */
  public Optional<Entity> classify(String columnName) {
    Optional<Entity> own = byOwnName(columnName);
    return own.isPresent() ? own : ColumnNames.any(columnName);
  }

  private Optional<Entity> byOwnName(String columnName) {
    return settings.recognisers().stream()
        .filter(own -> own.isNameOf(columnName))
        .map(OwnRecogniser::entity)
        .findFirst();
  }

  /** Those beside {@code en_US}. */
  List<String> locales() {
    return locales;
  }

  /** How this looks. */
  public DetectionSettings settings() {
    return settings;
  }

  /**
   * The first personal data in a value, by its form and check digits; of person names only those
   * with two pieces of evidence (first and last name, or title and name). Made for deciding whether
   * a column may pass, so it prefers to be right over finding everything.
   */
  public Optional<Entity> inValue(String value) {
    Findings findings = new Findings();
    for (OwnRecogniser own : settings.recognisers()) {
      own.find(value, false, findings);
    }
    if (findings.isEmpty() && !Glance.mayHold(value)) {
      return Optional.empty();
    }
    for (Recogniser recogniser : BY_FORM) {
      recogniser.find(value, false, findings);
    }
    names.find(value, false, findings);
    List<Span> found = findings.inOrder();
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst().entity());
  }

  /**
   * All personal data in free text, in order, without overlaps. Made for replacing it, so it
   * prefers finding too much over missing a name: beside those of the locales it knows the names of
   * everywhere where names are written in Latin letters.
   */
  public List<Span> spans(String text) {
    Findings findings = new Findings();
    for (OwnRecogniser own : settings.recognisers()) {
      own.find(text, true, findings);
    }
    for (Recogniser recogniser : BY_FORM) {
      recogniser.find(text, true, findings);
    }
    new Names(WIDE.computeIfAbsent(locales, Gazetteer::wide)).find(text, true, findings);
    return findings.inOrder();
  }
}
