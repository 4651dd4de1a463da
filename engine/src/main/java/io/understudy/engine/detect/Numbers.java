package io.understudy.engine.detect;

import io.understudy.engine.fake.CheckDigits;
import io.understudy.engine.fake.Entity;
import java.util.Set;

/**
 * What is written in groups of digits: payment cards, phone and social security numbers, IPv4
 * addresses, postcodes. Dates, times, UUIDs and codes such as {@code ORD-2024-0042} are none of
 * these.
 */
final class Numbers implements Recogniser {
  /** Those of a postcode. */
  private static final int FEWEST_DIGITS = 5;

  private static final int LONGEST_STATE = 14;

  private static final Set<String> STATES =
      Set.of(
          "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN",
          "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH",
          "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT",
          "VT", "VA", "WA", "WV", "WI", "WY", "PR", "GU", "VI", "AS", "AP", "AE", "AA");

  /** The last words of the states' names; a postcode comes right after them. */
  private static final Set<String> STATE_WORDS =
      Set.of(
          "Alabama",
          "Alaska",
          "Arizona",
          "Arkansas",
          "California",
          "Colorado",
          "Connecticut",
          "Delaware",
          "Columbia",
          "Florida",
          "Georgia",
          "Hawaii",
          "Idaho",
          "Illinois",
          "Indiana",
          "Iowa",
          "Kansas",
          "Kentucky",
          "Louisiana",
          "Maine",
          "Maryland",
          "Massachusetts",
          "Michigan",
          "Minnesota",
          "Mississippi",
          "Missouri",
          "Montana",
          "Nebraska",
          "Nevada",
          "Hampshire",
          "Jersey",
          "Mexico",
          "York",
          "Carolina",
          "Dakota",
          "Ohio",
          "Oklahoma",
          "Oregon",
          "Pennsylvania",
          "Island",
          "Tennessee",
          "Texas",
          "Utah",
          "Vermont",
          "Virginia",
          "Washington",
          "Wisconsin",
          "Wyoming");

  @Override
  public void find(String text, boolean broad, Findings findings) {
    int i = 0;
    while (i < text.length()) {
      if (!Chars.isDigit(text, i)) {
        i++;
      } else if (isInsideCode(text, i)) {
        i = codeEnd(text, i);
      } else if (!findings.isFree(i, i + 1)) {
        i = digitsEnd(text, i);
      } else {
        DigitGroups groups = DigitGroups.from(text, i);
        i = Math.max(match(text, groups, broad, findings), groups.end(0));
      }
    }
  }

  /** Index after what was found or is known to be something else, or -1. */
  private static int match(String text, DigitGroups groups, boolean broad, Findings findings) {
    int date = dateEnd(groups);
    if (date > 0) {
      return date;
    }
    if (isUuid(groups)) {
      return groups.end(4);
    }
    int end = ipv4(groups, findings);
    if (end > 0 || groups.digits(groups.count()) < FEWEST_DIGITS) {
      return end;
    }
    Surroundings said =
        broad ? Surroundings.of(text, groups.start(), groups.end()) : Surroundings.NOTHING;
    end = social(groups, broad, said, findings);
    end = end > 0 ? end : card(groups, broad, said, findings);
    end = end > 0 ? end : postcode(text, groups, broad, said, findings);
    return end > 0 ? end : phone(text, groups, broad, said, findings);
  }

  private static int ipv4(DigitGroups groups, Findings findings) {
    boolean port = groups.count() >= 4 && groups.continuesWith(':', 4);
    if (groups.count() < 4
        || !groups.separatedBy(".", 4)
        || groups.endsInside(4) && !port && !groups.continuesWith('/', 4)) {
      return -1;
    }
    for (int i = 0; i < 4; i++) {
      boolean octet = groups.length(i) <= 3 && groups.value(i) <= 255;
      if (!octet || groups.length(i) > 1 && groups.firstDigit(i) == '0') {
        return -1;
      }
    }
    findings.add(groups.start(), groups.end(3), Entity.IPV4);
    return groups.end(3);
  }

  private static int social(DigitGroups groups, boolean broad, Surroundings said, Findings found) {
    if (groups.shaped(3, 2, 4)
        && (groups.separatedBy("-", 3) || groups.separatedBy(" ", 3))
        && !groups.endsInside(3)
        && (broad || isIssued(groups))) {
      found.add(groups.start(), groups.end(2), Entity.SSN);
      return groups.end(2);
    }
    boolean plain = groups.length(0) == 9 && !groups.endsInside(1);
    if (plain && said == Surroundings.SOCIAL_SECURITY) {
      found.add(groups.start(), groups.end(0), Entity.SSN);
      return groups.end(0);
    }
    return -1;
  }

  /** Areas 000, 666 and from 900 on, group 00 and serial 0000 are never given out. */
  private static boolean isIssued(DigitGroups groups) {
    int area = groups.value(0);
    return area != 0 && area != 666 && area < 900 && groups.value(1) != 0 && groups.value(2) != 0;
  }

  private static int card(DigitGroups groups, boolean broad, Surroundings said, Findings found) {
    int n = cardGroups(groups);
    if (n == 0 || groups.endsInside(n)) {
      return -1;
    }
    String digits = groups.joined(n);
    boolean looks =
        digits.length() >= 13
            && digits.length() <= 19
            && (said == Surroundings.CARD
                || CheckDigits.luhn(digits) % 10 == 0 && said != Surroundings.OTHER);
    if (CardIssuers.isCard(digits) || broad && looks && digits.charAt(0) != '0') {
      found.add(groups.start(), groups.end(n - 1), Entity.CREDIT_DEBIT_CARD);
      return groups.end(n - 1);
    }
    return -1;
  }

  /** How many groups are written like a card number: one, or those that are printed on cards. */
  private static int cardGroups(DigitGroups groups) {
    if (groups.length(0) >= 13 && groups.length(0) <= 19) {
      return 1;
    }
    if (groups.shaped(4, 4, 4, 4)) {
      boolean longer = groups.count() > 4 && groups.length(4) == 3 && isUniform(groups, 5);
      return longer ? 5 : isUniform(groups, 4) ? 4 : 0;
    }
    boolean amex = groups.shaped(4, 6, 5) || groups.shaped(4, 6, 4);
    return amex && isUniform(groups, 3) ? 3 : 0;
  }

  private static boolean isUniform(DigitGroups groups, int n) {
    return groups.separatedBy(" ", n) || groups.separatedBy("-", n);
  }

  private static int postcode(
      String text, DigitGroups groups, boolean broad, Surroundings said, Findings found) {
    if (!broad || groups.length(0) != 5) {
      return -1;
    }
    boolean plusFour = groups.shaped(5, 4) && groups.separatedBy("-", 2);
    int n = plusFour ? 2 : 1;
    boolean told = said == Surroundings.POSTCODE || isAfterState(text, groups.start());
    if (!told || groups.endsInside(n)) {
      return -1;
    }
    found.add(groups.start(), groups.end(n - 1), Entity.POSTCODE);
    return groups.end(n - 1);
  }

  private static boolean isAfterState(String text, int start) {
    int end = start;
    while (end > 0
        && start - end < 2
        && (Chars.is(text, end - 1, ' ') || Chars.is(text, end - 1, ','))) {
      end--;
    }
    if (end == start || end < 2) {
      return false;
    }
    int word = end;
    while (word > 0 && end - word < LONGEST_STATE && Character.isLetter(text.charAt(word - 1))) {
      word--;
    }
    String name = text.substring(word, end);
    return STATES.contains(name) && !Chars.isAlphanumeric(text, word - 1)
        || STATE_WORDS.contains(name);
  }

  private static int phone(
      String text, DigitGroups groups, boolean broad, Surroundings said, Findings found) {
    int start = groups.start();
    boolean bracket = Chars.is(text, start - 1, '(');
    start -= bracket ? 1 : 0;
    boolean plus = Chars.is(text, start - 1, '+');
    start -= plus ? 1 : 0;
    if (plus && !bracket && Chars.is(text, start - 1, '(')) {
      start--;
    }
    int n = PhoneShapes.proven(groups, plus, bracket);
    if (n == 0 && broad && said != Surroundings.OTHER && said != Surroundings.CARD) {
      n = PhoneShapes.likely(groups, said == Surroundings.PHONE);
    }
    if (n == 0) {
      return -1;
    }
    if (bracket && !closesBracket(text, groups, n)) {
      start = plus ? start : groups.start();
    }
    int end = extensionEnd(text, groups.end(n - 1));
    found.add(start, end, Entity.PHONE_NUMBER);
    return end;
  }

  private static boolean closesBracket(String text, DigitGroups groups, int n) {
    return text.substring(groups.start(), groups.end(n - 1)).indexOf(')') >= 0;
  }

  /** After {@code x123} or {@code ext. 123}. */
  private static int extensionEnd(String text, int end) {
    int at = end;
    while (Chars.is(text, at, ' ') || Chars.is(text, at, ',')) {
      at++;
      if (at - end > 2) {
        return end;
      }
    }
    int word = at;
    if (text.regionMatches(true, at, "ext", 0, 3)) {
      at += 3;
    } else if (Chars.isAny(text, at, "xX")) {
      at++;
    }
    if (at == word) {
      return end;
    }
    at += Chars.is(text, at, '.') ? 1 : 0;
    at += Chars.is(text, at, ' ') ? 1 : 0;
    int digits = at;
    while (Chars.isDigit(text, at) && at - digits < 7) {
      at++;
    }
    return at > digits && at - digits < 7 ? at : end;
  }

  /** After a date by its form, or -1: {@code 2026-01-31}, {@code 31.01.2026}, {@code 1/31/26}. */
  private static int dateEnd(DigitGroups groups) {
    if (groups.count() < 3) {
      return -1;
    }
    String separator = groups.separator(0);
    boolean uniform =
        separator.length() == 1 && "-/.".contains(separator) && groups.separatedBy(separator, 3);
    if (!uniform || groups.continuesWith(separator.charAt(0), 3)) {
      return -1;
    }
    boolean yearFirst =
        groups.length(0) == 4 && isYear(groups, 0) && isDay(groups, 1) && isDay(groups, 2);
    boolean yearLast =
        isDay(groups, 0)
            && isDay(groups, 1)
            && (groups.length(2) == 4 && isYear(groups, 2)
                || groups.length(2) == 2 && !"-".equals(separator));
    return yearFirst || yearLast ? groups.end(2) : -1;
  }

  private static boolean isYear(DigitGroups groups, int group) {
    return groups.value(group) >= 1800 && groups.value(group) < 2200;
  }

  private static boolean isDay(DigitGroups groups, int group) {
    return groups.length(group) <= 2 && groups.value(group) >= 1 && groups.value(group) <= 31;
  }

  private static boolean isUuid(DigitGroups groups) {
    return groups.shaped(8, 4, 4, 4, 12) && groups.separatedBy("-", 5);
  }

  /** Whether letters or other digits are attached in front: {@code AB12}, {@code ORD-12}. */
  private static boolean isInsideCode(String text, int at) {
    return Chars.isAlphanumeric(text, at - 1)
        || Chars.is(text, at - 1, '_')
        || Chars.isAny(text, at - 1, "-/.:") && Chars.isDigit(text, at - 2)
        || Chars.isAny(text, at - 1, "-/") && Chars.isAlphanumeric(text, at - 2);
  }

  /** The next digit behind a blank or bracket can be a number of its own again. */
  private static int codeEnd(String text, int at) {
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || Chars.isAny(text, end, "-_./"))) {
      end++;
    }
    return Math.max(end, at + 1);
  }

  private static int digitsEnd(String text, int at) {
    int end = at;
    while (Chars.isDigit(text, end)) {
      end++;
    }
    return end;
  }
}
