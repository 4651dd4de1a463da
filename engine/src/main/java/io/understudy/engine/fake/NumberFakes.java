package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Ages and coordinates: other numbers with as many decimals. Units and points of the compass around
 * them stay if there is nothing else; if there is, all letters are drawn.
 */
final class NumberFakes {
  private static final int ADULT = 18;
  private static final int OLDEST = 90;
  private static final int SOUTHERNMOST = 55;
  private static final int NORTHERNMOST = 65;
  private static final int HALF_CIRCLE = 180;

  /** Not a letter here, though Unicode says it is one: people write it for a degree sign. */
  private static final char ORDINAL = '\u00BA';

  private static final Set<String> AGE_WORDS =
      words(
          "age aged old y o yo yr yrs year years m month months w week weeks d day days over under"
              + " alter jahr jahre monat monate tag tage ans mois jours a\u00F1os meses d\u00EDas"
              + " anni mesi giorni anos dias jaar maanden dagen");

  private static final Set<String> ANGLE_WORDS =
      words(
          "n s e w o north south east west d deg degree degrees m min minutes sec seconds lat lon"
              + " lng long latitude longitude");

  private NumberFakes() {}

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /** Children stay children. {@code 42 -> 57}; {@code 7 years -> 12 years}. */
  static String age(String original, Draw draw) {
    return replaced(
        original,
        AGE_WORDS,
        draw,
        number -> {
          int age = number.length() > 4 ? OLDEST : Integer.parseInt(number);
          return age < ADULT ? draw.below(ADULT) : ADULT + draw.below(OLDEST - ADULT);
        });
  }

  /** Where people live; north stays north. {@code 40.7128 -> 51.0937}. */
  static String latitude(String original, Draw draw) {
    int most = original.startsWith("-") ? SOUTHERNMOST : NORTHERNMOST;
    return replaced(original, ANGLE_WORDS, draw, number -> draw.below(most));
  }

  /** West stays west. {@code -74.0060 -> -12.9385}. */
  static String longitude(String original, Draw draw) {
    return replaced(original, ANGLE_WORDS, draw, number -> draw.below(HALF_CIRCLE));
  }

  /** Latitude and longitude as they would be alone: {@code 40.7128, -74.006}. */
  static TextFake coordinate(TextFake latitude, TextFake longitude) {
    return new Coordinate(latitude, longitude);
  }

  private record Coordinate(TextFake latitude, TextFake longitude) implements TextFake {
    @Override
    public String fake(String original) {
      return joined(original, latitude::fake, longitude::fake);
    }

    @Override
    public String fake(String original, String key) {
      return joined(original, part -> latitude.fake(part, key), part -> longitude.fake(part, key));
    }

    private static String joined(
        String original, UnaryOperator<String> latitude, UnaryOperator<String> longitude) {
      int end = 0;
      while (end < original.length() && ",; \t".indexOf(original.charAt(end)) < 0) {
        end++;
      }
      int start = end;
      while (start < original.length() && ",; \t".indexOf(original.charAt(start)) >= 0) {
        start++;
      }
      String fake = latitude.apply(original.substring(0, end)) + original.substring(end, start);
      String rest = original.substring(start);
      return fake + (Scrambled.canChange(rest) ? longitude.apply(rest) : rest);
    }
  }

  /** The integer part of the number that replaces one. */
  @FunctionalInterface
  private interface Whole {
    int instead(String number);
  }

  private static String replaced(String original, Set<String> units, Draw draw, Whole whole) {
    String numbers = numbers(original, draw, whole);
    // An unlucky draw is left for the caller to see: other letters would hide that number.
    return numbers.equals(original) || hasOnly(units, numbers)
        ? numbers
        : scrambledWords(numbers, draw);
  }

  private static boolean hasOnly(Set<String> units, String text) {
    int i = 0;
    while (i < text.length()) {
      int end = endOfWord(text, i);
      if (end > i && !units.contains(text.substring(i, end).toLowerCase(Locale.ROOT))) {
        return false;
      }
      i = Math.max(end, i + 1);
    }
    return true;
  }

  private static String scrambledWords(String text, Draw draw) {
    StringBuilder scrambled = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = endOfWord(text, i);
      if (end > i) {
        scrambled.append(Scrambled.text(text.substring(i, end), draw));
      } else {
        scrambled.append(text.charAt(i));
      }
      i = Math.max(end, i + 1);
    }
    return scrambled.toString();
  }

  /** Where the letters (and digits other than 0 to 9) that start here end; here if none does. */
  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && isOfWord(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean isOfWord(String text, int at) {
    char c = text.charAt(at);
    boolean letter = Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    return letter && c != ORDINAL && !isDigit(text, at);
  }

  private static String numbers(String original, Draw draw, Whole whole) {
    StringBuilder text = new StringBuilder(original.length() + 2);
    boolean done = false;
    int i = 0;
    while (i < original.length()) {
      if (!isDigit(original, i)) {
        text.append(original.charAt(i));
        i++;
        continue;
      }
      int end = i;
      while (isDigit(original, end)) {
        end++;
      }
      // After the number, such as in minutes and seconds of an angle, digits for digits.
      String part = original.substring(i, end);
      text.append(done ? digits(part.length(), draw) : whole.instead(part));
      done = true;
      i = end;
    }
    return done ? text.toString() : Scrambled.text(original, draw);
  }

  private static String digits(int count, Draw draw) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1 && count > 1;
      digits.append(last ? (char) ('1' + draw.below(9)) : Scrambled.digit(draw));
    }
    return digits.toString();
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
