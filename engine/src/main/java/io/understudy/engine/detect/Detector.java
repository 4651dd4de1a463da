package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import io.understudy.engine.fake.Pools;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds personal data. Immutable and shared between threads; linear in the length of a text. */
public final class Detector {
  /** Not state: what is in here is a function of its key, only slow to make. */
  private static final Map<List<String>, Gazetteer> OWN = new ConcurrentHashMap<>();

  private static final Map<List<String>, Gazetteer> WIDE = new ConcurrentHashMap<>();

  /** Characters of the texts whose findings are remembered. */
  private static final long CACHED = 4 << 20;

  private static final List<Recogniser> BY_FORM =
      List.of(
          new WebAddresses(),
          new Emails(),
          new Machines(),
          new BankAndVehicleNumbers(),
          new Postcodes(),
          new Numbers(),
          new Streets());

  private final List<String> locales;
  private final DetectionSettings settings;
  private final Optional<TextRecogniser> other;
  private final Names names;
  private final Names wide;
  private final SpanCache cache = new SpanCache(CACHED);

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
    this(locales, settings, Optional.empty());
  }

  /**
   * @param locales as above
   * @param settings of the config
   * @param other looks at free text as well
   * @throws IllegalArgumentException for a locale without data, naming it
   */
  public Detector(
      List<String> locales, DetectionSettings settings, Optional<TextRecogniser> other) {
    this.locales = List.copyOf(locales);
    this.settings = settings;
    this.other = other;
    Pools.of(this.locales); // says which is unknown
    this.names = new Names(() -> own(this.locales));
    this.wide =
        new Names(() -> WIDE.computeIfAbsent(this.locales, known -> Gazetteer.wide(own(known))));
  }

  private static Gazetteer own(List<String> locales) {
    return OWN.computeIfAbsent(locales, Gazetteer::of);
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
   * everywhere where names are written in Latin letters. A text that repeats is searched once.
   *
   * @throws UnsearchedException if the text is longer than {@link
   *     DetectionSettings#cellCharacters}, or the other recogniser gave up on it
   */
  public List<Span> spans(String text) {
    if (text.length() > settings.cellCharacters()) {
      throw new UnsearchedException(
          "the text is longer than " + settings.cellCharacters() + " characters");
    }
    Optional<List<Span>> found = cache.get(text);
    if (found == null) {
      found = search(List.of(text)).getFirst();
      cache.put(text, found);
    }
    return found.orElseThrow(() -> new UnsearchedException("the recogniser gave up on the text"));
  }

  /** Whether it is faster to tell of the texts to come by {@link #prepare}. */
  public boolean prefersBatches() {
    return other.isPresent();
  }

  /** Searches texts together; {@link #spans} then knows what is in them. */
  public void prepare(Collection<String> texts) {
    List<String> unknown =
        texts.stream()
            .distinct()
            .filter(text -> text.length() <= settings.cellCharacters() && cache.get(text) == null)
            .toList();
    if (!unknown.isEmpty()) {
      List<Optional<List<Span>>> found = search(unknown);
      for (int i = 0; i < unknown.size(); i++) {
        cache.put(unknown.get(i), found.get(i));
      }
    }
  }

  private List<Optional<List<Span>>> search(List<String> texts) {
    List<Optional<List<Span>>> found = new ArrayList<>(texts.size());
    for (String text : texts) {
      found.add(Optional.of(ownSpans(text)));
    }
    if (other.isPresent()) {
      List<Integer> asked = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        if (!texts.get(i).isBlank()) {
          asked.add(i);
        }
      }
      List<Optional<List<Span>>> more = other.get().find(asked.stream().map(texts::get).toList());
      for (int i = 0; i < asked.size(); i++) {
        int text = asked.get(i);
        List<Span> own = found.get(text).orElse(List.of());
        found.set(text, more.get(i).map(spans -> Overlaps.joined(own, spans)));
      }
    }
    return found;
  }

  private List<Span> ownSpans(String text) {
    Findings findings = new Findings();
    for (OwnRecogniser own : settings.recognisers()) {
      own.find(text, true, findings);
    }
    for (Recogniser recogniser : BY_FORM) {
      recogniser.find(text, true, findings);
    }
    wide.find(text, true, findings);
    return findings.inOrder();
  }
}
