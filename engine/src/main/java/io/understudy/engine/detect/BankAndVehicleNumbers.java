package io.understudy.engine.detect;

import io.understudy.engine.fake.CheckDigits;
import io.understudy.engine.fake.Entity;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** IBANs and vehicle identification numbers, by length and check digits. */
final class BankAndVehicleNumbers implements Recogniser {
  private static final int VIN_LENGTH = 17;

  /** Length by country, from the IBAN registry of SWIFT. */
  private static final Map<String, Integer> IBAN_LENGTHS =
      lengths(
          "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27"
              + " DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28"
              + " HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21"
              + " LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29"
              + " PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23"
              + " TN24 TR26 UA29 VA22 VG24 XK20 YE30");

  @Override
  public void find(String text, boolean broad, Findings findings) {
    int i = 0;
    while (i < text.length()) {
      if (!Character.isLetterOrDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = i;
      while (Chars.isAlphanumeric(text, end)) {
        end++;
      }
      iban(text, i, end, broad, findings);
      if (end - i == VIN_LENGTH
          && CheckDigits.isVin(text.substring(i, end).toUpperCase(Locale.ROOT))
          && hasLetter(text, i, end)) {
        findings.add(i, end, Entity.VEHICLE_IDENTIFIER);
      }
      i = end;
    }
  }

  private static void iban(String text, int start, int tokenEnd, boolean broad, Findings found) {
    if (tokenEnd - start < 4
        || !Chars.isDigit(text, start + 2)
        || !Chars.isDigit(text, start + 3)) {
      return;
    }
    Integer length = IBAN_LENGTHS.get(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
    if (length == null) {
      return;
    }
    StringBuilder compact = new StringBuilder(length);
    int end = start;
    boolean grouped = false;
    while (compact.length() < length && end < text.length()) {
      char c = text.charAt(end);
      if (Chars.isDigit(c) || Chars.isAsciiLetter(c)) {
        compact.append(Character.toUpperCase(c));
      } else if ((c == ' ' || c == '-') && Chars.isAlphanumeric(text, end + 1)) {
        grouped = true;
      } else {
        return;
      }
      end++;
    }
    boolean whole = compact.length() == length && !Chars.isAlphanumeric(text, end);
    if (whole && (CheckDigits.isIban(compact) || broad && !grouped)) {
      found.add(start, end, Entity.IBAN);
    }
  }

  private static boolean hasLetter(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Chars.isDigit(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Integer> lengths(String registry) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : registry.split(" ")) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }
}
