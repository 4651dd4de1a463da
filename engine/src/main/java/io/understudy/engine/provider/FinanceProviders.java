package io.understudy.engine.provider;

import io.understudy.engine.fake.CheckDigits;
import io.understudy.engine.fake.Persona;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/** Cards, accounts, currencies, tax numbers and companies. */
final class FinanceProviders {
  private static final String[] CARDS = {
    "American Express", "Diners Club / Carte Blanche", "Discover", "JCB 15 digit", "JCB 16 digit",
    "Maestro", "Mastercard", "VISA 13 digit", "VISA 16 digit", "VISA 19 digit"
  };
  private static final String[][] CURRENCIES = {
    {"AED", "United Arab Emirates dirham", "د.إ"},
    {"ARS", "Argentine peso", "$"},
    {"AUD", "Australian dollar", "$"},
    {"BDT", "Bangladeshi taka", "৳"},
    {"BGN", "Bulgarian lev", "лв"},
    {"BRL", "Brazilian real", "R$"},
    {"CAD", "Canadian dollar", "$"},
    {"CHF", "Swiss franc", "CHF"},
    {"CLP", "Chilean peso", "$"},
    {"CNY", "Renminbi", "¥"},
    {"COP", "Colombian peso", "$"},
    {"CZK", "Czech koruna", "Kč"},
    {"DKK", "Danish krone", "kr"},
    {"EGP", "Egyptian pound", "£"},
    {"EUR", "Euro", "€"},
    {"GBP", "Pound sterling", "£"},
    {"HKD", "Hong Kong dollar", "HK$"},
    {"HUF", "Hungarian forint", "Ft"},
    {"IDR", "Indonesian rupiah", "Rp"},
    {"ILS", "Israeli new shekel", "₪"},
    {"INR", "Indian rupee", "₹"},
    {"JPY", "Japanese yen", "¥"},
    {"KES", "Kenyan shilling", "KSh"},
    {"KRW", "South Korean won", "₩"},
    {"MXN", "Mexican peso", "$"},
    {"MYR", "Malaysian ringgit", "RM"},
    {"NGN", "Nigerian naira", "₦"},
    {"NOK", "Norwegian krone", "kr"},
    {"NZD", "New Zealand dollar", "NZ$"},
    {"PEN", "Peruvian sol", "S/."},
    {"PHP", "Philippine peso", "₱"},
    {"PKR", "Pakistani rupee", "₨"},
    {"PLN", "Polish zloty", "zł"},
    {"RON", "Romanian leu", "lei"},
    {"RUB", "Russian ruble", "₽"},
    {"SAR", "Saudi riyal", "﷼"},
    {"SEK", "Swedish krona", "kr"},
    {"SGD", "Singapore dollar", "S$"},
    {"THB", "Thai baht", "฿"},
    {"TRY", "Turkish lira", "₺"},
    {"TWD", "New Taiwan dollar", "NT$"},
    {"UAH", "Ukrainian hryvnia", "₴"},
    {"USD", "United States dollar", "$"},
    {"VND", "Vietnamese dong", "₫"},
    {"ZAR", "South African rand", "R"}
  };
  private static final String[][] COINS = {
    {"BTC", "Bitcoin"},
    {"ETH", "Ethereum"},
    {"XRP", "Ripple"},
    {"LTC", "Litecoin"},
    {"XMR", "Monero"},
    {"DASH", "Dash"},
    {"ZEC", "Zcash"},
    {"NEO", "NEO"},
    {"IOT", "IOTA"},
    {"NMC", "Namecoin"},
    {"PPC", "Peercoin"},
    {"VTC", "Vertcoin"}
  };

  private FinanceProviders() {}

  static void add(Table table) {
    cards(table);
    currencies(table);
    taxes(table);
    table.add(
        new String[] {"swift", "swift8", "swift11"},
        Kind.WORDS,
        "length=none, primary=false, use_dataset=false",
        (o, s) -> {
          long length = o.has(0) ? o.whole(0) : 8;
          if (length != 8 && length != 11) {
            throw new IllegalArgumentException("argument \"length\" must be 8 or 11");
          }
          String country = s.personas().of(s.key()).homeCountryCode();
          String code =
              s.characters(ShapeProviders.UPPER, 4)
                  + country
                  + s.characters(ShapeProviders.UPPER, 2);
          return length == 8 ? code : code + (o.bool(1) ? "XXX" : s.digits(3));
        });
    table.add("company_suffix", Kind.WORDS, "", (o, s) -> s.word("company", "suffix"));
    table.add(
        "catch_phrase",
        Kind.WORDS,
        "",
        (o, s) -> s.word("words", "adjective") + " " + s.word("words", "noun"));
    table.add(
        "bs",
        Kind.WORDS,
        "",
        (o, s) ->
            s.word("words", "verb")
                + " "
                + s.word("words", "adjective")
                + " "
                + s.word("words", "noun"));
    table.add(
        new String[] {"job_female", "job_male"},
        Kind.WORDS,
        "",
        (o, s) -> s.oneOf(s.pools().jobs()));
    table.add(
        "password",
        Kind.TEXT,
        "length=10, special_chars=true, digits=true, upper_case=true, lower_case=true",
        FinanceProviders::password);
  }

  private static void cards(Table table) {
    table.add("credit_card_provider", Kind.WORDS, "card_type=none", (o, s) -> s.oneOf(CARDS));
    table.add(
        "credit_card_number",
        Kind.TEXT,
        "card_type=none",
        (o, s) -> card(o.has(0) ? o.text(0) : "visa", s));
    table.add(
        "credit_card_security_code",
        Kind.TEXT,
        "card_type=none",
        (o, s) -> s.digits(o.has(0) && o.text(0).startsWith("amex") ? 4 : 3));
    table.add(
        "credit_card_expire",
        Kind.TEXT,
        "start='now', end='+10y', date_format='%m/%y'",
        (o, s) ->
            expiry(
                RelativeTime.seconds("start", o.value(0)),
                RelativeTime.seconds("end", o.value(1)),
                o.text(2),
                s));
    table.add(
        "credit_card_full",
        Kind.WORDS,
        "card_type=none",
        (o, s) -> {
          Persona persona = s.personas().of(s.key());
          return "VISA 16 digit\n"
              + persona.firstName(persona.gender())
              + " "
              + persona.lastName()
              + "\n"
              + card("visa", s)
              + " "
              + expiry(0, 10L * 365 * 86_400, "%m/%y", s)
              + "\nCVC: "
              + s.digits(3)
              + "\n";
        });
  }

  private static String expiry(long start, long end, String format, Source s) {
    LocalDateTime time = RelativeTime.NOW.plusSeconds(s.between(start, end));
    return Strftime.format(time, format);
  }

  /** With the issuer's first digits and a valid check digit. */
  private static String card(String type, Source s) {
    String plain = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String first =
        switch (plain) {
          case "amex" -> "34";
          case "diners" -> "36";
          case "discover" -> "6011";
          case "jcb", "jcb16", "jcb15" -> "3528";
          case "maestro" -> "5018";
          case "mastercard" -> "51";
          case "visa", "visa13", "visa16", "visa19" -> "4";
          default ->
              throw new IllegalArgumentException(
                  "argument \"card_type\" must be amex, diners, discover, jcb, maestro, mastercard"
                      + " or visa");
        };
    int length =
        plain.equals("amex")
            ? 15
            : plain.equals("diners")
                ? 14
                : plain.equals("visa13") ? 13 : plain.equals("visa19") ? 19 : 16;
    String number = first + s.digits(length - 1 - first.length());
    return number + (10 - CheckDigits.luhn(number + "0") % 10) % 10;
  }

  private static void currencies(Table table) {
    table.add("currency_code", Kind.WORDS, "", (o, s) -> s.oneOf(CURRENCIES)[0]);
    table.add("currency_name", Kind.WORDS, "", (o, s) -> s.oneOf(CURRENCIES)[1]);
    table.add(
        "currency_symbol",
        Kind.WORDS,
        "code=none",
        (o, s) -> {
          String wanted = o.has(0) ? o.text(0) : s.oneOf(CURRENCIES)[0];
          for (String[] currency : CURRENCIES) {
            if (currency[0].equals(wanted)) {
              return currency[2];
            }
          }
          throw new IllegalArgumentException("argument \"code\" must be the code of a currency");
        });
    table.add("currency", Kind.LIST, "", (o, s) -> List.of(s.oneOf(CURRENCIES)).subList(0, 2));
    table.add("cryptocurrency_code", Kind.WORDS, "", (o, s) -> s.oneOf(COINS)[0]);
    table.add("cryptocurrency_name", Kind.WORDS, "", (o, s) -> s.oneOf(COINS)[1]);
    table.add("cryptocurrency", Kind.LIST, "", (o, s) -> List.of(s.oneOf(COINS)));
    table.add(
        "pricetag",
        Kind.WORDS,
        "",
        (o, s) ->
            "$" + String.format(Locale.ROOT, "%,d", s.between(1, 99_999)) + "." + s.digits(2));
  }

  private static void taxes(Table table) {
    table.add(
        "ssn",
        Kind.WORDS,
        "taxpayer_identification_number_type='SSN'",
        (o, s) ->
            switch (o.text(0).toUpperCase(Locale.ROOT)) {
              case "SSN", "INVALID_SSN" -> ssn(s);
              case "ITIN" -> "9" + s.digits(2) + "-" + (70 + s.below(19)) + "-" + s.digits(4);
              case "EIN" -> ein(s);
              default ->
                  throw new IllegalArgumentException(
                      "argument \"taxpayer_identification_number_type\" must be SSN, ITIN, EIN or"
                          + " INVALID_SSN");
            });
    table.add("invalid_ssn", Kind.WORDS, "", (o, s) -> ssn(s));
    table.add("ein", Kind.WORDS, "", (o, s) -> ein(s));
  }

  /** In an area that is never issued, with a group that no taxpayer number has. */
  static String ssn(Source s) {
    return "9" + s.digits(2) + "-" + s.between(10, 49) + "-" + s.digits(3) + (1 + s.below(9));
  }

  /** The prefix 00 is never assigned. */
  private static String ein(Source s) {
    return "00-" + s.digits(7);
  }

  private static String password(Options o, Source s) {
    String[] sets = {
      o.bool(1) ? "!@#$%^&*()_+" : "",
      o.bool(2) ? "0123456789" : "",
      o.bool(3) ? ShapeProviders.UPPER : "",
      o.bool(4) ? ShapeProviders.LOWER : ""
    };
    String all = String.join("", sets);
    int length = o.whole(0, 1, 1000);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("one kind of characters must be allowed");
    }
    StringBuilder password = new StringBuilder(s.characters(all, length));
    int at = 0;
    for (String set : sets) {
      if (!set.isEmpty() && at < length) {
        password.setCharAt(at, set.charAt(s.below(set.length())));
        at++;
      }
    }
    for (int i = length - 1; i > 0; i--) {
      int other = s.below(i + 1);
      char c = password.charAt(i);
      password.setCharAt(i, password.charAt(other));
      password.setCharAt(other, c);
    }
    return password.toString();
  }
}
