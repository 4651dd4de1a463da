package io.understudy.standalone.leak;

/** What an original is. */
public enum Kind {
  EMAIL("e-mail address", "e-mail addresses"),
  PHONE("phone number", "phone numbers"),
  NAME("full name", "full names");

  private final String one;
  private final String many;

  Kind(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** {@code 1 full name}, {@code 2 full names}. */
  public String counted(long number) {
    return String.format(java.util.Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }
}
