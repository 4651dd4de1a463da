package io.understudy.benchmarks.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table that is masked, and the rules for it: every contender replaces a masked value by one of a list of two hundred, picked by a hash of
 * the value.
 *
 * @param name of the table
 * @param rows at scale 1
 * @param columns its definition in SQL, as a select from {@code range(…) t(i)}
 * @param masked columns with a rule, and the provider that makes fakes for such a column
 */
record MaskedTable(String name, long rows, List<Definition> columns, List<Rule> masked) {
  static final int CHOICES = 200;

  private static final String[] FIRST = {
    "Adaeze", "Bjarni", "Ciara", "Dmitri", "Eluned", "Fatou", "Guido", "Hyun", "Ilse", "Jorge", "Kofi", "Leilani", "Mbali", "Nikau", "Oisin",
    "Pilar", "Quim", "Rhys", "Soledad", "Tadeo", "Ulla", "Vashti", "Wendel", "Xiomara", "Yael"
  };
  private static final String[] LAST = {
    "Abara", "Brekke", "Cadogan", "Dvorak", "Eriksen", "Fontana", "Gallego", "Haugen", "Ibarra", "Jansma", "Kowal", "Lindahl", "Moreau",
    "Nakata", "Okafor", "Petit", "Quiroga", "Rasmus", "Sokolov", "Tavares", "Ueda", "Vasquez", "Wolff", "Xanthos", "Ylinen", "Zeman", "Abreu",
    "Bianchi", "Costa", "Duarte", "Egede", "Farkas", "Grieg", "Horvat", "Ilves", "Juhasz", "Kaplan", "Lund", "Mendez", "Novak"
  };

  /** One column: its name, its expression, and its type where that is not text. */
  record Definition(String name, String type, String sql) {}

  /** A column to mask. */
  record Rule(String column, String provider) {}

  static final MaskedTable ORDERS =
      new MaskedTable(
          "orders",
          5_000_000,
          List.of(
              new Definition("order_id", "BIGINT", "10000000 + i"),
              new Definition("customer_id", "BIGINT", "(hash(i, 1) % 2000000)::bigint"),
              new Definition("ordered_at", "TIMESTAMP", "make_timestamp((1600000000 + i * 20 + (hash(i, 2) % 20)::bigint) * 1000000)"),
              new Definition("status", "VARCHAR", pick(3, "open", "paid", "packed", "shipped", "returned")),
              new Definition("channel", "VARCHAR", pick(4, "web", "app", "store", "phone")),
              new Definition("currency", "VARCHAR", pick(5, "EUR", "USD", "GBP", "SEK", "CHF", "PLN")),
              new Definition("country", "VARCHAR", pick(6, "DE", "FR", "US", "GB", "SE", "CH", "PL", "IT", "ES", "NL", "BE", "AT")),
              new Definition("city", "VARCHAR", "'city of ' || (hash(i, 7) % 3000)"),
              new Definition("contact", "VARCHAR", pick(8, "Anna", "Ben", "Clara", "David", "Emma", "Finn") + " || ' Smith' || (hash(i, 9) % 500)"),
              new Definition("carrier", "VARCHAR", pick(10, "northern post", "blue parcel", "speedy", "bike", "pick-up")),
              new Definition("quantity", "INTEGER", "(1 + hash(i, 11) % 12)::integer"),
              new Definition("amount", "DECIMAL(10,2)", "((hash(i, 12) % 10000000)::bigint / 100)::decimal(10,2)"),
              new Definition("discount", "DOUBLE", "((hash(i, 13) % 40)::bigint / 100)::double")),
          List.of(new Rule("city", "city"), new Rule("contact", "name")));

  static final MaskedTable CUSTOMERS =
      new MaskedTable(
          "customers",
          2_000_000,
          List.of(
              new Definition("customer_id", "BIGINT", "1000000 + i"),
              new Definition("full_name", "VARCHAR", first(1) + " || ' ' || " + last(2)),
              new Definition("email", "VARCHAR", "lower(" + first(1) + " || '.' || " + last(2) + ") || (hash(i, 3) % 1000000) || '@mail.test'"),
              new Definition("phone", "VARCHAR", "'+49 30 ' || (1000000 + hash(i, 4) % 9000000)"),
              new Definition("street", "VARCHAR", last(5) + " || ' street ' || (1 + hash(i, 6) % 300)"),
              new Definition("city", "VARCHAR", "'city of ' || (hash(i, 7) % 3000)"),
              new Definition("postcode", "VARCHAR", "(10000 + hash(i, 8) % 90000)::varchar"),
              new Definition(
                  "ssn", "VARCHAR",
                  "(100 + hash(i, 9) % 800)::varchar || '-' || (10 + hash(i, 10) % 90) || '-' || (1000 + hash(i, 11) % 9000)"),
              new Definition("user_name", "VARCHAR", "lower(" + last(2) + ") || (hash(i, 12) % 10000000)"),
              new Definition("iban", "VARCHAR", "'DE' || (10 + hash(i, 13) % 89) || (1000000000 + hash(i, 14) % 8999999999) || (hash(i, 15) % 100000000)"),
              new Definition("country", "VARCHAR", "case when hash(i, 16) % 20 = 0 then null else " + pick(17, "DE", "FR", "US", "GB", "SE") + " end"),
              new Definition("created_at", "TIMESTAMP", "make_timestamp((1500000000 + (hash(i, 18) % 200000000)::bigint) * 1000000)"),
              new Definition("balance", "DECIMAL(10,2)", "((hash(i, 19) % 10000000)::bigint / 100)::decimal(10,2)"),
              new Definition("active", "BOOLEAN", "hash(i, 20) % 3 <> 0"),
              new Definition("score", "DOUBLE", "((hash(i, 21) % 100000000)::bigint / 1000003)::double"),
              new Definition(
                  "note", "VARCHAR",
                  "case when hash(i, 22) % 3 = 0 then null when hash(i, 22) % 3 = 1 then 'called twice, \"later\" he said ' || (hash(i, 23) % 100000)"
                      + " else 'prefers letters ' || (hash(i, 24) % 100000) end")),
          List.of(
              new Rule("full_name", "name"), new Rule("email", "email"), new Rule("phone", "phone_number"),
              new Rule("street", "street_address"), new Rule("city", "city"), new Rule("postcode", "postcode"), new Rule("ssn", "ssn"),
              new Rule("user_name", "user_name"), new Rule("iban", "iban")));

  static MaskedTable of(String name) {
    return name.equals(ORDERS.name) ? ORDERS : CUSTOMERS;
  }

  private static String pick(int seed, String... words) {
    return "['" + String.join("', '", words) + "'][(1 + hash(i, " + seed + ") % " + words.length + ")::bigint]";
  }

  private static String first(int seed) {
    return "(" + pick(seed, "Anna", "Ben", "Clara", "David", "Emma", "Finn", "Grace", "Henry") + " || (hash(i, " + seed + ") % 50))";
  }

  private static String last(int seed) {
    return "(" + pick(seed, "Smith", "Jones", "Brown", "Taylor", "Miller", "Moore", "Clark", "Baker") + " || (hash(i, " + seed + ") % 600))";
  }

  Set<String> maskedNames() {
    Set<String> names = new HashSet<>();
    masked.forEach(rule -> names.add(rule.column()));
    return names;
  }

  /** Positions of the masked columns. */
  boolean[] maskedPositions() {
    boolean[] positions = new boolean[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = maskedNames().contains(columns.get(i).name());
    }
    return positions;
  }

  /** What a masked column's values are replaced by. */
  static String[] choices(String column) {
    String[] choices = new String[CHOICES];
    for (int i = 0; i < CHOICES; i++) {
      String first = FIRST[i % FIRST.length];
      String last = LAST[i / FIRST.length];
      choices[i] =
          switch (column) {
            case "full_name", "contact" -> first + " " + last;
            case "email" -> first.toLowerCase() + "." + last.toLowerCase() + i + "@example.org";
            case "phone" -> "+1 555 " + (2_000_000 + 7919 * i);
            case "street" -> last + " lane " + i;
            case "city" -> first + last.toLowerCase();
            case "postcode" -> "0" + (1000 + i);
            case "ssn" -> "9%02d-%02d-%04d".formatted(i % 100, i % 89 + 10, i);
            case "user_name" -> last.toLowerCase() + (70_000_000 + i);
            case "iban" -> "XX" + (1_000_000_000L + i) + (2_000_000_000L + 31L * i);
            default -> throw new IllegalArgumentException(column);
          };
    }
    return choices;
  }

  /** The same as a config of ours: picks, or for comparison the fakes that the product is for. */
  String config(boolean fakes) {
    StringBuilder yaml = new StringBuilder("globals: { coverage: open }\nsteps:\n  - ");
    if (!fakes) {
      yaml.append("vars:\n");
      for (Rule rule : masked) {
        yaml.append("      ").append(rule.column()).append(": [\"").append(String.join("\", \"", choices(rule.column()))).append("\"]\n");
      }
      yaml.append("    ");
    }
    yaml.append("rows:\n      update:\n");
    for (Rule rule : masked) {
      String value = fakes ? "fake." + rule.provider() + "()" : "vars." + rule.column() + " | random";
      yaml.append("        - { name: ").append(rule.column()).append(", value: '").append(value).append("' }\n");
    }
    return yaml.toString();
  }

  /** The columns for DuckDB's select, masked. */
  String replacements() {
    List<String> all = new ArrayList<>();
    for (Rule rule : masked) {
      all.add("['" + String.join("', '", choices(rule.column())) + "'][(1 + hash(" + rule.column() + ") % " + CHOICES + ")::bigint] as " + rule.column());
    }
    return String.join(", ", all);
  }
}
