package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * People's names in free text: after a title, after words that introduce or greet, known first
 * names with what follows them, known last names.
 */
final class Names implements Recogniser {
  private static final int MOST_WORDS = 5;
  private static final int LONGEST_WORD = 40;

  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "miss",
          "mx",
          "dr",
          "prof",
          "professor",
          "sir",
          "madam",
          "rev",
          "hon",
          "herr",
          "herrn",
          "frau",
          "mme",
          "mlle",
          "monsieur",
          "madame",
          "señor",
          "señora",
          "sr",
          "sra",
          "signor",
          "signora",
          "sig",
          "mevrouw",
          "meneer",
          "dhr",
          "mevr",
          "senhor",
          "senhora",
          "doctor");
  private static final Set<String> PARTICLES =
      Set.of(
          "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du",
          "la", "le", "ten", "ter", "zu", "zur", "bin", "ibn", "al", "el", "af", "av", "'t");
  private static final Set<String> SUFFIXES = Set.of("jr", "sr", "ii", "iii", "iv", "phd", "md");

  /** What comes after the name of a firm or a place, not of a person. */
  private static final Set<String> NOT_PEOPLE =
      Set.of(
          "inc",
          "llc",
          "ltd",
          "corp",
          "corporation",
          "company",
          "co",
          "group",
          "gmbh",
          "ag",
          "plc",
          "sa",
          "bv",
          "nv",
          "srl",
          "spa",
          "llp",
          "foundation",
          "institute",
          "university",
          "college",
          "school",
          "hospital",
          "bank",
          "systems",
          "solutions",
          "technologies",
          "holdings",
          "partners",
          "associates",
          "street",
          "st",
          "road",
          "rd",
          "avenue",
          "ave",
          "lane",
          "ln",
          "drive",
          "boulevard",
          "blvd",
          "court",
          "highway",
          "hwy",
          "parkway",
          "square",
          "airport",
          "station",
          "county",
          "river",
          "lake",
          "island",
          "islands",
          "park",
          "bridge",
          "beach");

  private final Supplier<Gazetteer> source;

  /** Null until a capital letter asks for it: most columns' names have none. */
  private @Nullable Gazetteer known;

  /**
   * @param source always gives the same
   */
  Names(Supplier<Gazetteer> source) {
    this.source = source;
  }

  private Gazetteer gazetteer() {
    Gazetteer there = known;
    if (there == null) {
      there = source.get();
      known = there;
    }
    return there;
  }

  @Override
  public void find(String text, boolean broad, Findings findings) {
    Words words = new Words(text);
    boolean caseless = words.isCaseless();
    int i = 0;
    while (i < words.count()) {
      int next = broad ? broad(words, i, caseless, findings) : strict(words, i, findings);
      i = Math.max(next, i + 1);
    }
  }

  /** Title and known name, or known first name and known last name. */
  private int strict(Words words, int i, Findings findings) {
    if (words.length(i) > LONGEST_WORD || !words.isCapital(i)) {
      return i;
    }
    if (isTitle(words, i) && words.isNextTo(i, true) && words.isCapital(i + 1)) {
      int last = strictEnd(words, i + 1);
      int end = last > 0 ? last : i + 1;
      if ((last > 0 || isKnown(words, i + 1)) && !isNoPerson(words, end)) {
        findings.add(words.start(i + 1), words.end(end), Entity.NAME);
        return end + 1;
      }
    }
    if (isTurned(words, i)) {
      findings.add(words.start(i), words.end(i + 1), Entity.NAME);
      return i + 2;
    }
    int last = strictEnd(words, i);
    if (last < 0 || isNoPerson(words, last)) {
      return i;
    }
    findings.add(words.start(i), words.end(last), Entity.NAME);
    return last + 1;
  }

  /** {@code WILSON, JENNIFER} as all there is, but for an initial. */
  private boolean isTurned(Words words, int i) {
    return i == 0
        && (words.count() == 2 || words.count() == 3 && words.isInitial(2))
        && words.gapBefore(1).equals(", ")
        && words.isCapital(1)
        && gazetteer().isSurname(words.lower(0))
        && gazetteer().isGiven(words.lower(1))
        && !(gazetteer().isCommon(words.lower(0)) && gazetteer().isCommon(words.lower(1)));
  }

  /** The last word of a full name that starts here, or -1. */
  private int strictEnd(Words words, int i) {
    if (!gazetteer().isGiven(words.lower(i))) {
      return -1;
    }
    int last = i;
    while (last - i < MOST_WORDS && isPassedOver(words, last)) {
      last++;
    }
    if (!words.isNextTo(last, last > i) || !words.isCapital(last + 1)) {
      return -1;
    }
    boolean telling =
        !gazetteer().isCommon(words.lower(i)) || !gazetteer().isCommon(words.lower(last + 1));
    return telling && gazetteer().isSurname(words.lower(last + 1)) ? last + 1 : -1;
  }

  /** Middle initials and particles stand between first and last name. */
  private static boolean isPassedOver(Words words, int last) {
    return words.isNextTo(last, last > 0 && words.isInitial(last))
        && (words.isInitial(last + 1) || PARTICLES.contains(words.lower(last + 1)))
        && last + 2 < words.count();
  }

  private boolean isKnown(Words words, int i) {
    String word = words.lower(i);
    return !gazetteer().isCommon(word)
        && (gazetteer().isGiven(word) || gazetteer().isSurname(word));
  }

  private int broad(Words words, int i, boolean caseless, Findings findings) {
    if (words.length(i) > LONGEST_WORD || !findings.isFree(words.start(i), words.end(i))) {
      return i;
    }
    boolean titled = i > 0 && isTitle(words, i - 1) && words.isNextTo(i - 1, true);
    if (!titled && isTitle(words, i) && words.isNextTo(i, true)) {
      return i; // the name is what follows
    }
    NameContext context = titled ? NameContext.STRONG : NameContext.before(words, i);
    boolean surname = titled && words.isCapital(i) && gazetteer().isSurname(words.lower(i));
    if (!surname && !startsName(words, i, caseless, context)) {
      return i;
    }
    int last = lastOfName(words, i, caseless, context);
    boolean elsewhere = isNoPerson(words, last) || isCountry(words, i, last);
    if (elsewhere && context == NameContext.NONE) {
      return last + 1;
    }
    findings.add(words.start(i), words.end(last), entity(words, i, last, titled));
    return last + 1;
  }

  /** {@code Costa Rica}, or the {@code Verde} of {@code Cape Verde}. */
  private boolean isCountry(Words words, int first, int last) {
    return last - first < 3
        && (gazetteer().countries().contains(words.joined(first, last))
            || words.isNextTo(first - 1, true)
                && gazetteer().countries().contains(words.joined(first - 1, last)));
  }

  private Entity entity(Words words, int first, int last, boolean titled) {
    if (last > first) {
      return Entity.NAME;
    }
    String word = words.lower(first);
    boolean given = gazetteer().isGiven(word) || !gazetteer().isSurname(word);
    return given && !titled ? Entity.FIRST_NAME : Entity.LAST_NAME;
  }

  private boolean startsName(Words words, int i, boolean caseless, NameContext context) {
    String word = words.lower(i);
    boolean common = gazetteer().isCommon(word);
    boolean known = gazetteer().isGiven(word) || gazetteer().isSurname(word);
    if (words.length(i) < 2 && !(words.isInitial(i) && context == NameContext.STRONG)) {
      return false;
    }
    if (context != NameContext.NONE) {
      boolean capital = words.isCapital(i) && !caseless;
      return !common && (capital || known || context == NameContext.STRONG)
          || capital && known && !words.startsSentence(i)
          || common && isFollowedBySurname(words, i, caseless);
    }
    if (!caseless && !words.isCapital(i)) {
      return false;
    }
    if (!known) {
      return !caseless
          && !common
          && words.isNextTo(i, false)
          && words.isCapital(i + 1)
          && isKnown(words, i + 1)
          && gazetteer().isSurname(words.lower(i + 1));
    }
    return !common || isFollowedBySurname(words, i, caseless);
  }

  /** {@code Mark Johnson}: the second word, known or not, makes the first one a name. */
  private boolean isFollowedBySurname(Words words, int i, boolean caseless) {
    if (!gazetteer().isGiven(words.lower(i)) || !words.isNextTo(i, false)) {
      return false;
    }
    String next = words.lower(i + 1);
    return !gazetteer().isCommon(next)
        && (caseless
            ? gazetteer().isSurname(next)
            : words.isCapital(i + 1)
                && !NOT_PEOPLE.contains(next)
                && (gazetteer().isSurname(next) || !words.isAllCapitals(i + 1)));
  }

  private int lastOfName(Words words, int first, boolean caseless, NameContext context) {
    int last = first;
    while (last - first < MOST_WORDS - 1 && words.isNextTo(last, words.isInitial(last))) {
      int next = last + 1;
      int afterParticles = next;
      while (PARTICLES.contains(words.lower(afterParticles))
          && !words.isCapital(afterParticles)
          && words.isNextTo(afterParticles, false)) {
        afterParticles++;
      }
      if (!belongs(words, first, afterParticles, caseless, context)) {
        break;
      }
      last = afterParticles;
    }
    return last;
  }

  private boolean belongs(Words words, int first, int i, boolean caseless, NameContext context) {
    String word = words.lower(i);
    boolean common = gazetteer().isCommon(word);
    if (words.isInitial(i) || SUFFIXES.contains(word)) {
      return !caseless && !word.equals("i");
    }
    if (caseless) {
      boolean known = gazetteer().isSurname(word) || gazetteer().isGiven(word);
      boolean second = i == first + 1 && words.length(i) > 3;
      return !common && (known || second || context == NameContext.STRONG)
          || context == NameContext.STRONG && gazetteer().surnames().contains(word);
    }
    return words.isCapital(i)
        && words.length(i) <= LONGEST_WORD
        && !NOT_PEOPLE.contains(word)
        && (!common || gazetteer().surnames().contains(word) && !words.isAllCapitals(i));
  }

  private static boolean isNoPerson(Words words, int last) {
    return words.isNextTo(last, false) && NOT_PEOPLE.contains(words.lower(last + 1));
  }

  private static boolean isTitle(Words words, int i) {
    return TITLES.contains(words.lower(i));
  }
}
