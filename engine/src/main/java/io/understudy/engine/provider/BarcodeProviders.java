package io.understudy.engine.provider;

/** Numbers of goods and books, with their check digits. */
final class BarcodeProviders {
  private BarcodeProviders() {}

  static void add(Table table) {
    table.add(
        new String[] {"ean", "localized_ean"},
        Kind.TEXT,
        "length=13, prefixes=none",
        (o, s) -> {
          long length = o.whole(0);
          if (length != 8 && length != 13) {
            throw new IllegalArgumentException("argument \"length\" must be 8 or 13");
          }
          return ean(prefix(o, 1, s), (int) length, s);
        });
    table.add(
        new String[] {"ean13", "localized_ean13"},
        Kind.TEXT,
        "prefixes=none",
        (o, s) -> ean(prefix(o, 0, s), 13, s));
    table.add(
        new String[] {"ean8", "localized_ean8"},
        Kind.TEXT,
        "prefixes=none",
        (o, s) -> ean(prefix(o, 0, s), 8, s));
    table.add(
        "upc_a",
        Kind.TEXT,
        "upc_ae_mode=false, base=none, number_system_digit=none",
        (o, s) -> ean("0", 13, s).substring(1));
    table.add(
        "upc_e",
        Kind.TEXT,
        "base=none, number_system_digit=none, safe_mode=true",
        (o, s) -> "0" + s.digits(5) + "3" + s.digits(1));
    table.add(
        "isbn13",
        Kind.TEXT,
        "separator='-'",
        (o, s) -> {
          String separator = o.text(0);
          String code = ean("978", 13, s);
          return String.join(
              separator,
              code.substring(0, 3),
              code.substring(3, 4),
              code.substring(4, 7),
              code.substring(7, 12),
              code.substring(12));
        });
    table.add(
        "isbn10",
        Kind.TEXT,
        "separator='-'",
        (o, s) -> {
          String code = s.digits(9);
          return String.join(
              o.text(0),
              code.substring(0, 1),
              code.substring(1, 4),
              code.substring(4),
              isbn10Check(code));
        });
    table.add(
        "sbn9",
        Kind.TEXT,
        "separator='-'",
        (o, s) -> {
          String code = s.digits(8);
          return String.join(
              o.text(0), code.substring(0, 3), code.substring(3), isbn10Check("0" + code));
        });
    table.add(
        "doi",
        Kind.WORDS,
        "",
        (o, s) -> "10." + s.between(1000, 9_999_999) + "/" + s.characters(ShapeProviders.LOWER, 8));
  }

  private static String prefix(Options o, int position, Source s) {
    if (!o.has(position)) {
      return "";
    }
    String prefix = String.valueOf(s.oneOf(o.items(position)));
    if (!prefix.matches("\\d{0,7}")) {
      throw new IllegalArgumentException("prefixes must be texts of up to seven digits");
    }
    return prefix;
  }

  /** The last digit makes the weighted sum (1, 3, 1, 3 from the right, without it) a tenfold. */
  static String ean(String prefix, int length, Source s) {
    String code = prefix + s.digits(length - 1 - prefix.length());
    int sum = 0;
    for (int i = 0; i < code.length(); i++) {
      int digit = code.charAt(code.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? 3 * digit : digit;
    }
    return code + (10 - sum % 10) % 10;
  }

  private static String isbn10Check(String nine) {
    int sum = 0;
    for (int i = 0; i < nine.length(); i++) {
      sum += (10 - i) * (nine.charAt(i) - '0');
    }
    int check = (11 - sum % 11) % 11;
    return check == 10 ? "X" : Integer.toString(check);
  }
}
