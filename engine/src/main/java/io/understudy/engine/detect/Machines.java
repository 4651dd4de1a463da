package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;

/** IPv6 and MAC addresses: hexadecimal groups between colons or hyphens. */
final class Machines implements Recogniser {
  private static final int LONGEST = 48;
  private static final int IPV6_GROUPS = 8;
  private static final int MAC_LENGTH = 17;

  @Override
  public void find(String text, boolean broad, Findings findings) {
    int i = 0;
    while (i < text.length()) {
      if (!isPart(text, i)) {
        i++;
        continue;
      }
      int end = i;
      boolean separated = false;
      while (end < text.length() && (isPart(text, end) || Chars.is(text, end, '-'))) {
        separated |= !Chars.isHex(text, end);
        end++;
      }
      boolean alone = !Chars.isAlphanumeric(text, i - 1) && !Chars.isAlphanumeric(text, end);
      if (separated && alone && end - i <= LONGEST) {
        address(text, i, end, findings);
      }
      i = Math.max(end, i + 1);
    }
  }

  private static boolean isPart(String text, int at) {
    return Chars.isHex(text, at) || Chars.is(text, at, ':');
  }

  private static void address(String text, int from, int to, Findings findings) {
    int end = to;
    while (end > from && (Chars.is(text, end - 1, '-') || isSingleColon(text, from, end))) {
      end--;
    }
    int start = from;
    if (Chars.is(text, start, ':') && !Chars.is(text, start + 1, ':')) {
      start++;
    }
    if (isMac(text, start, end)) {
      findings.add(start, end, Entity.MAC_ADDRESS);
    } else if (isIpv6(text, start, end)) {
      findings.add(start, end, Entity.IPV6);
    }
  }

  private static boolean isSingleColon(String text, int from, int end) {
    return Chars.is(text, end - 1, ':') && !(end - 2 >= from && Chars.is(text, end - 2, ':'));
  }

  private static boolean isMac(String text, int start, int end) {
    if (end - start != MAC_LENGTH) {
      return false;
    }
    char separator = text.charAt(start + 2);
    for (int i = 0; i < MAC_LENGTH; i++) {
      boolean fits =
          i % 3 == 2 ? text.charAt(start + i) == separator : Chars.isHex(text, start + i);
      if (!fits) {
        return false;
      }
    }
    return separator == ':' || separator == '-';
  }

  /** Eight groups, or fewer with one {@code ::}; a group of times such as 10:30:00 is not one. */
  private static boolean isIpv6(String text, int start, int end) {
    int groups = 0;
    int digits = 0;
    int gaps = 0;
    boolean wide = false;
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == ':') {
        boolean gap = i > start && text.charAt(i - 1) == ':';
        gaps += gap ? 1 : 0;
        digits = 0;
      } else if (Chars.isHex(text, i)) {
        groups += digits == 0 ? 1 : 0;
        digits++;
        wide |= digits > 2;
        if (digits > 4) {
          return false;
        }
      } else {
        return false;
      }
    }
    return gaps == 0 ? groups == IPV6_GROUPS : gaps == 1 && wide && groups < IPV6_GROUPS;
  }
}
