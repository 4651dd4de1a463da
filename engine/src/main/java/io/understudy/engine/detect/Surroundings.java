package io.understudy.engine.detect;

import java.util.Locale;
import java.util.Set;

/** What the words next to a number say about it. */
enum Surroundings {
  PHONE,
  CARD,
  SOCIAL_SECURITY,
  POSTCODE,
  /** The words say that the number is something else, such as an order's. */
  OTHER,
  NOTHING;

  private static final int REACH_BEFORE = 40;
  private static final int REACH_AFTER = 12;

  private static final Set<String> PHONE_WORDS =
      Set.of(
          "phone",
          "phones",
          "telephone",
          "tel",
          "call",
          "mobile",
          "cell",
          "fax",
          "contact",
          "reach",
          "dial",
          "text",
          "sms",
          "whatsapp",
          "answering",
          "ring",
          "handy",
          "telefon",
          "telefono",
          "telefone",
          "telefoon",
          "fon",
          "portable",
          "movil",
          "celular",
          "cellulare",
          "gsm",
          "mobil",
          "ph",
          "mob");
  private static final Set<String> PHONE_WORDS_AFTER =
      Set.of("office", "fax", "mobile", "phone", "cell", "home", "work", "tel");
  private static final Set<String> CARD_WORDS =
      Set.of("card", "credit", "debit", "visa", "mastercard", "amex", "cc", "karte", "carte");
  private static final Set<String> SOCIAL_WORDS = Set.of("ssn", "ssns", "social", "tin", "itin");
  private static final Set<String> POSTCODE_WORDS =
      Set.of("zip", "zipcode", "postcode", "postal", "plz", "cap", "cep");
  private static final Set<String> OTHER_WORDS =
      Set.of(
          "order",
          "invoice",
          "amount",
          "total",
          "ticket",
          "tracking",
          "version",
          "sku",
          "isbn",
          "ean",
          "article",
          "item",
          "case",
          "usd",
          "eur",
          "gbp",
          "price",
          "rechnung",
          "bestellung");

  /** What the nearest telling word before the number says, else one right after it. */
  static Surroundings of(String text, int start, int end) {
    int from = Math.max(0, start - REACH_BEFORE);
    for (int wordEnd = start; wordEnd > from; ) {
      int wordStart = wordEnd;
      while (wordStart > from && Character.isLetter(text.charAt(wordStart - 1))) {
        wordStart--;
      }
      Surroundings said = before(text.substring(wordStart, wordEnd).toLowerCase(Locale.ROOT));
      if (said != NOTHING) {
        return said;
      }
      wordEnd = wordStart == wordEnd ? wordEnd - 1 : wordStart;
    }
    return after(text, end);
  }

  private static Surroundings before(String word) {
    if (word.isEmpty()) {
      return NOTHING;
    }
    if (PHONE_WORDS.contains(word)) {
      return PHONE;
    }
    if (CARD_WORDS.contains(word)) {
      return CARD;
    }
    if (SOCIAL_WORDS.contains(word)) {
      return SOCIAL_SECURITY;
    }
    if (POSTCODE_WORDS.contains(word)) {
      return POSTCODE;
    }
    return OTHER_WORDS.contains(word) ? OTHER : NOTHING;
  }

  private static Surroundings after(String text, int end) {
    int start = end;
    while (start < text.length() && start - end < 3 && !Character.isLetter(text.charAt(start))) {
      start++;
    }
    int wordEnd = start;
    while (wordEnd < text.length()
        && wordEnd - end < REACH_AFTER
        && Character.isLetter(text.charAt(wordEnd))) {
      wordEnd++;
    }
    String word = text.substring(start, wordEnd).toLowerCase(Locale.ROOT);
    return PHONE_WORDS_AFTER.contains(word) ? PHONE : NOTHING;
  }
}
