package io.understudy.engine.provider;

/** What a provider makes. */
public enum Kind {
  /** Texts that are never numbers, dates or the like. */
  WORDS("text"),
  /** Texts, some of them digits alone. */
  TEXT("text"),
  INTEGER("whole number"),
  NUMBER("number"),
  BOOLEAN("boolean"),
  DATE("date"),
  DATE_TIME("date and time"),
  TIME("time of day"),
  LIST("list"),
  DICTIONARY("dictionary"),
  /** Whatever it is given. */
  ANY("any");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
