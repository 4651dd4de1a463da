package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.Set;

/**
 * Streets with house numbers in free text: {@code 12 Main Street Apt. 4}, {@code Hauptstraße 5}.
 */
final class Streets implements Recogniser {
  private static final int MOST_WORDS = 5;
  private static final int MOST_HOUSE_DIGITS = 6;

  private static final Set<String> KINDS =
      Set.of(
          "street",
          "st",
          "road",
          "rd",
          "avenue",
          "ave",
          "av",
          "lane",
          "ln",
          "drive",
          "dr",
          "boulevard",
          "blvd",
          "court",
          "ct",
          "way",
          "place",
          "pl",
          "square",
          "sq",
          "terrace",
          "ter",
          "highway",
          "hwy",
          "parkway",
          "pkwy",
          "circle",
          "cir",
          "trail",
          "trl",
          "crescent",
          "close",
          "alley");
  private static final Set<String> LEADING_KINDS =
      Set.of("rue", "avenue", "boulevard", "via", "viale", "calle", "rua", "avenida", "chemin");
  private static final String[] ENDINGS = {
    "straße", "strasse", "str", "gasse", "weg", "platz", "allee", "straat", "laan", "plein", "vej",
    "gatan", "gata"
  };
  private static final Set<String> FLATS = Set.of("apt", "suite", "unit", "flat", "ste");

  @Override
  public void find(String text, boolean broad, Findings findings) {
    if (!broad) {
      return;
    }
    Words words = new Words(text);
    for (int i = 0; i < words.count(); i++) {
      if (findings.isFree(words.start(i), words.end(i))) {
        numberFirst(text, words, i, findings);
        numberLast(text, words, i, findings);
      }
    }
  }

  private static void numberFirst(String text, Words words, int first, Findings findings) {
    int number = numberBefore(text, words.start(first));
    if (number < 0) {
      return;
    }
    int last = LEADING_KINDS.contains(words.lower(first)) ? first : -1;
    if (last >= 0) {
      last = capitalsAfter(words, first);
    }
    int word = first;
    for (int n = 0; n < MOST_WORDS && word < words.count() && words.isCapital(word); n++) {
      last = n > 0 && KINDS.contains(words.lower(word)) ? word : last;
      if (!words.isNextTo(word, true)) {
        break;
      }
      word++;
    }
    if (last > first) {
      findings.add(number, withFlat(text, words, last), Entity.STREET_ADDRESS);
    }
  }

  private static int capitalsAfter(Words words, int first) {
    int last = first;
    while (last - first < MOST_WORDS && words.isNextTo(last, true) && last + 1 < words.count()) {
      last++;
      if (words.isCapital(last)) {
        return last;
      }
    }
    return first;
  }

  private static void numberLast(String text, Words words, int word, Findings findings) {
    String lower = words.lower(word);
    int digits = words.endWithStop(word);
    digits += Chars.is(text, digits, ' ') ? 1 : 0;
    if (digits == words.end(word) || !Chars.isDigit(text, digits) || !hasEnding(lower)) {
      return;
    }
    int end = digits;
    while (Chars.isDigit(text, end) && end - digits < MOST_HOUSE_DIGITS) {
      end++;
    }
    if (Chars.isAlphanumeric(text, end) && !Chars.isAlphanumeric(text, end + 1)) {
      end++;
    }
    if (!Chars.isAlphanumeric(text, end)) {
      findings.add(words.start(word), end, Entity.STREET_ADDRESS);
    }
  }

  private static boolean hasEnding(String word) {
    for (String ending : ENDINGS) {
      if (word.length() > ending.length() + 1 && word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Where the house number before a word starts, or -1. */
  private static int numberBefore(String text, int word) {
    int end = word;
    while (end > 0 && word - end < 2 && Chars.isAny(text, end - 1, " ,")) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < MOST_HOUSE_DIGITS && Chars.isDigit(text, start - 1)) {
      start--;
    }
    boolean alone = !Chars.isAlphanumeric(text, start - 1) && !Chars.isAny(text, start - 1, ".-/:");
    return end < word && start < end && alone ? start : -1;
  }

  private static int withFlat(String text, Words words, int last) {
    int end = words.endWithStop(last);
    boolean flat = last + 1 < words.count() && FLATS.contains(words.lower(last + 1));
    if (!flat || words.start(last + 1) - end > 3) {
      return words.end(last);
    }
    int number = words.endWithStop(last + 1);
    number += Chars.is(text, number, ' ') ? 1 : 0;
    int numberEnd = number;
    while (Chars.isDigit(text, numberEnd) && numberEnd - number < MOST_HOUSE_DIGITS) {
      numberEnd++;
    }
    return numberEnd > number ? numberEnd : words.end(last);
  }
}
