package io.understudy.engine.detect;

import java.util.Set;

/** What the words before a word say about whether a person's name comes now. */
enum NameContext {
  /** {@code my name is}, {@code Name:}, {@code named}: a name comes, known or not. */
  STRONG,
  /** {@code Hi}, {@code Dear}, {@code Regards,}, {@code this is}: a capital is a name. */
  GREETING,
  NONE;

  private static final Set<String> NAMED =
      Set.of(
          "named",
          "née",
          "nee",
          "alias",
          "aka",
          "heiße",
          "heisse",
          "llamo",
          "chiamo",
          "m'appelle",
          "m’appelle",
          "chamo",
          "me-chamo");
  private static final Set<String> SPEECH =
      Set.of("says", "said", "asked", "told", "sagt", "sagte", "dit", "dijo", "disse");
  private static final Set<String> CALLING = Set.of("call", "calls", "called", "call'd");
  private static final Set<String> NAME_WORDS =
      Set.of("name", "names", "naam", "nombre", "nome", "nom", "surname", "firstname", "lastname");
  private static final Set<String> IS = Set.of("is", "ist", "es", "est", "è", "é", "was", "to");
  private static final Set<String> LABELS =
      Set.of(
          "name",
          "names",
          "contact",
          "from",
          "attn",
          "attention",
          "cc",
          "user",
          "customer",
          "client",
          "patient",
          "employee",
          "member",
          "owner",
          "holder",
          "cardholder",
          "recipient",
          "sender",
          "agent",
          "nachname",
          "vorname",
          "kunde",
          "ansprechpartner",
          "nom",
          "nombre",
          "nome",
          "naam",
          "kontakt",
          "signed",
          "sincerely",
          "by");
  private static final Set<String> GREETINGS =
      Set.of(
          "dear",
          "hi",
          "hello",
          "hey",
          "hiya",
          "greetings",
          "hallo",
          "liebe",
          "lieber",
          "moin",
          "cher",
          "chère",
          "bonjour",
          "salut",
          "hola",
          "estimado",
          "estimada",
          "querido",
          "querida",
          "ciao",
          "caro",
          "cara",
          "gentile",
          "beste",
          "geachte",
          "olá",
          "prezado",
          "prezada",
          "morning",
          "afternoon",
          "evening");
  private static final Set<String> GOODBYES =
      Set.of(
          "regards",
          "sincerely",
          "cheers",
          "thanks",
          "you",
          "best",
          "yours",
          "faithfully",
          "truly",
          "wishes",
          "love",
          "respectfully",
          "gruß",
          "grüße",
          "grüßen",
          "gruss",
          "grüsse",
          "mfg",
          "cordialement",
          "saludos",
          "saluti",
          "groet",
          "groeten",
          "atenciosamente",
          "abraços");

  /** Before this word. */
  static NameContext before(Words words, int word) {
    String last = words.lower(word - 1);
    if (last.isEmpty()) {
      return NONE;
    }
    String gap = words.gapBefore(word);
    if (gap.indexOf(':') >= 0) {
      return LABELS.contains(last) ? STRONG : NONE;
    }
    if (GOODBYES.contains(last) && (gap.indexOf(',') >= 0 || gap.indexOf('\n') >= 0)) {
      return GREETING;
    }
    if (gap.isBlank() && gap.indexOf('\n') < 0) {
      return introduced(words, word, last);
    }
    return GREETINGS.contains(last) && gap.strip().equals(",") ? GREETING : NONE;
  }

  private static NameContext introduced(Words words, int word, String last) {
    String before = words.lower(word - 2);
    if (NAMED.contains(last)
        || IS.contains(last) && (NAME_WORDS.contains(before) || before.equals("under"))
        || last.equals("me") && CALLING.contains(before)
        || last.equals("him") && before.equals("named")
        || last.equals("her") && before.equals("named")
        || last.equals("name's")
        || last.equals("name") && words.lower(word - 2).endsWith("'s")) {
      return STRONG;
    }
    if (SPEECH.contains(last)
        || GREETINGS.contains(last)
        || last.equals("is") && before.equals("this")
        || last.equals("am") && before.equals("i")
        || last.equals("i'm")
        || last.equals("i’m")
        || last.equals("bin") && before.equals("ich")
        || last.equals("suis") && before.equals("je")
        || last.equals("soy")
        || last.equals("sono")
        || last.equals("ik") && before.equals("ben")) {
      return GREETING;
    }
    return NONE;
  }
}
