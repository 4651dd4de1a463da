package io.understudy.standalone.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who the customers are and what they do: a pure function of seed and customer number, so that
 * every table's file can be written on its own and still refer to the same people.
 *
 * <p>What identifies somebody is such that no fake can equal it by chance, so that whatever of it
 * is found after masking is a leak: surnames are in no list of names (see {@link Words}), e-mail
 * addresses are not below the reserved example domains, and phone numbers are never in the exchange
 * 555 and always written in three groups, so that no other number looks like one.
 */
final class Population {
  private static final LocalDate NEWEST = LocalDate.of(2026, 6, 30);
  private static final Instant END = Instant.parse("2026-06-30T22:00:00Z");
  private static final List<String> TIERS =
      List.of(
          "none",
          "none",
          "none",
          "none",
          "bronze",
          "bronze",
          "silver",
          "silver",
          "gold",
          "platinum");
  private static final List<String> STATUSES =
      List.of(
          "delivered",
          "delivered",
          "delivered",
          "delivered",
          "shipped",
          "paid",
          "cancelled",
          "returned");
  private static final List<String> METHODS = List.of("card", "card", "card", "wallet", "transfer");

  private final long seed;
  private final Words words;

  Population(long seed, Words words) {
    this.seed = seed;
    this.words = words;
  }

  /** What a table's random numbers depend on beside seed and customer. */
  private enum Kind {
    CUSTOMER,
    ADDRESS,
    ORDER,
    PAYMENT,
    TICKET
  }

  /** A person. */
  record Customer(
      long id,
      String number,
      String firstName,
      String lastName,
      @Nullable String gender,
      @Nullable String email,
      @Nullable String phone,
      @Nullable LocalDate dateOfBirth,
      @Nullable String ssn,
      @Nullable String lastIp,
      String deviceId,
      String tier,
      BigDecimal balance,
      boolean newsletter,
      Instant createdAt,
      @Nullable String notes) {}

  /** Where somebody lives or pays. */
  record Address(String kind, String street, String city, String state, String postcode) {}

  /**
   * @param address which of the customer's addresses, from 0
   */
  record Order(
      int address,
      String status,
      String currency,
      BigDecimal total,
      Instant placedAt,
      @Nullable String giftMessage) {}

  /** Money for an order. */
  record Payment(
      String method,
      @Nullable String holder,
      @Nullable String card,
      @Nullable String iban,
      BigDecimal amount,
      Instant paidAt) {}

  /**
   * A question to the shop.
   *
   * @param known whether the shop knows which customer asks
   * @param order which of the customer's orders it is about, from 0; -1: none
   */
  record Ticket(
      boolean known,
      int order,
      String channel,
      String subject,
      String greeting,
      String body,
      Instant openedAt) {}

  private SplittableRandom random(Kind kind, long customer) {
    long mixed = seed * 0x9E3779B97F4A7C15L + kind.ordinal();
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L + customer;
    mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
    return new SplittableRandom(mixed ^ (mixed >>> 32));
  }

  /**
   * @param id from 1
   */
  Customer customer(long id) {
    SplittableRandom random = random(Kind.CUSTOMER, id);
    boolean woman = random.nextBoolean();
    String first = words.firstName(woman, random);
    String last = words.surname(random);
    String gender = random.nextInt(100) < 30 ? null : woman ? "f" : "m";
    String email = random.nextInt(100) < 4 ? null : email(id, first, last, random);
    String phone = random.nextInt(100) < 9 ? null : phone(random);
    LocalDate born =
        random.nextInt(100) < 3 ? null : NEWEST.minusDays(18 * 365 + random.nextInt(70 * 365));
    String ssn = random.nextInt(100) < 12 ? null : ssn(random);
    String lastIp = random.nextInt(100) < 25 ? null : ip(random);
    String deviceId = HexFormat.of().toHexDigits(random.nextLong());
    String tier = Words.pick(TIERS, random);
    BigDecimal balance = BigDecimal.valueOf(random.nextLong(-20_000, 250_000), 2);
    boolean newsletter = random.nextInt(100) < 37;
    Instant created = before(random, 6 * 365);
    String notes =
        random.nextInt(100) < 18 ? TicketText.note(random, first, last, email, phone) : null;
    return new Customer(
        id,
        number(id),
        first,
        last,
        gender,
        email,
        phone,
        born,
        ssn,
        lastIp,
        deviceId,
        tier,
        balance,
        newsletter,
        created,
        notes);
  }

  /** The business key of a customer. */
  static String number(long id) {
    return "C-" + (10_000_000 + id * 7);
  }

  private String email(long id, String first, String last, SplittableRandom random) {
    String domain = words.domain((int) (id % words.domains()));
    long suffix = id / words.domains();
    String number = suffix == 0 ? "" : Long.toString(suffix);
    String f = first.toLowerCase(Locale.ROOT);
    String l = last.toLowerCase(Locale.ROOT);
    String local =
        switch (random.nextInt(4)) {
          case 0 -> f + "." + l;
          case 1 -> f.charAt(0) + l;
          case 2 -> l + "_" + f;
          default -> f + l.charAt(0);
        };
    String address = local.replace("'", "") + number + "@" + domain;
    return random.nextInt(50) == 0 ? address.toUpperCase(Locale.ROOT) : address;
  }

  /** Of the North American plan; never in the exchange 555, which is for made-up numbers. */
  private static String phone(SplittableRandom random) {
    int area = exchange(random);
    int exchange = exchange(random);
    int line = random.nextInt(10_000);
    String format =
        switch (random.nextInt(6)) {
          case 0 -> "(%03d) %03d-%04d";
          case 1 -> "%03d.%03d.%04d";
          case 2 -> "+1 %03d %03d %04d";
          case 3 -> "1-%03d-%03d-%04d";
          case 4 -> "(%03d)%03d-%04d";
          default -> "%03d-%03d-%04d";
        };
    return String.format(Locale.ROOT, format, area, exchange, line);
  }

  private static int exchange(SplittableRandom random) {
    while (true) {
      int number = 200 + random.nextInt(800);
      if (number != 555 && number % 100 != 11) {
        return number;
      }
    }
  }

  private static String ip(SplittableRandom random) {
    return (11 + random.nextInt(80))
        + "."
        + random.nextInt(256)
        + "."
        + random.nextInt(256)
        + "."
        + (1 + random.nextInt(254));
  }

  private static String ssn(SplittableRandom random) {
    int area = 1 + random.nextInt(898);
    return String.format(
        Locale.ROOT,
        "%03d-%02d-%04d",
        area >= 666 ? area + 1 : area,
        1 + random.nextInt(99),
        1 + random.nextInt(9_999));
  }

  private static Instant before(SplittableRandom random, int days) {
    return END.minus(random.nextLong(days * 86_400_000L), ChronoUnit.MILLIS);
  }

  /** One or two addresses. */
  List<Address> addresses(long customer) {
    SplittableRandom random = random(Kind.ADDRESS, customer);
    int count = addressCount(random);
    List<Address> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String state = words.state(random);
      String street = words.street(random);
      if (random.nextInt(8) == 0) {
        street += ", Apt " + (1 + random.nextInt(400));
      }
      addresses.add(
          new Address(
              i == 0 ? "home" : "billing",
              street,
              words.city(random),
              state,
              words.postcode(state, random)));
    }
    return addresses;
  }

  /** Size of {@link #addresses}, cheaper. */
  int addressCount(long customer) {
    return addressCount(random(Kind.ADDRESS, customer));
  }

  private static int addressCount(SplittableRandom random) {
    return random.nextInt(5) == 0 ? 2 : 1;
  }

  /** None for some, a few for most, many for a few. */
  List<Order> orders(long customer) {
    SplittableRandom random = random(Kind.ORDER, customer);
    int count = random.nextInt(100) < 15 ? 0 : 1 + (int) (-2.9 * Math.log(1 - random.nextDouble()));
    if (random.nextInt(100) == 0) {
      count *= 8;
    }
    int addresses = addressCount(customer);
    List<Order> orders = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long cents = 399 + (long) (-6_000 * Math.log(1 - random.nextDouble()));
      orders.add(
          new Order(
              random.nextInt(addresses),
              Words.pick(STATUSES, random),
              random.nextInt(20) == 0 ? "CAD" : "USD",
              BigDecimal.valueOf(cents, 2),
              before(random, 3 * 365),
              random.nextInt(25) == 0 ? TicketText.gift(random) : null));
    }
    return orders;
  }

  /** The payments of {@code orders}, in the same order; null for what was never paid. */
  List<@Nullable Payment> payments(Customer customer, List<Order> orders) {
    SplittableRandom random = random(Kind.PAYMENT, customer.id());
    String card = card(random);
    String iban = iban(random);
    String holder = customer.firstName() + " " + customer.lastName();
    List<@Nullable Payment> payments = new ArrayList<>(orders.size());
    for (Order order : orders) {
      if (random.nextInt(100) < 8) {
        payments.add(null);
        continue;
      }
      String method = Words.pick(METHODS, random);
      payments.add(
          new Payment(
              method,
              method.equals("wallet") ? null : holder,
              method.equals("card") ? card : null,
              method.equals("transfer") ? iban : null,
              order.total(),
              order.placedAt().plusSeconds(random.nextLong(200_000))));
    }
    return payments;
  }

  /** 16 digits of a usual issuer with a right check digit. */
  private static String card(SplittableRandom random) {
    StringBuilder digits =
        new StringBuilder(random.nextBoolean() ? "4" : "5" + (1 + random.nextInt(5)));
    while (digits.length() < 15) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int digit = digits.charAt(14 - i) - '0';
      int doubled = i % 2 == 0 ? 2 * digit : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return digits.append((char) ('0' + (10 - sum % 10) % 10)).toString();
  }

  /** Of Germany: 18 digits behind right check digits. */
  private static String iban(SplittableRandom random) {
    StringBuilder account = new StringBuilder();
    int remainder = 0;
    for (int i = 0; i < 18; i++) {
      int digit = random.nextInt(10);
      account.append(digit);
      remainder = (remainder * 10 + digit) % 97;
    }
    for (char c : "131400".toCharArray()) { // DE00 as ISO 13616 has it
      remainder = (remainder * 10 + c - '0') % 97;
    }
    int check = 98 - remainder;
    return "DE" + (check < 10 ? "0" : "") + check + account;
  }

  /** Mostly none. */
  List<Ticket> tickets(Customer customer) {
    SplittableRandom random = random(Kind.TICKET, customer.id());
    int count = random.nextInt(100) < 14 ? 1 + random.nextInt(2) : 0;
    int orders = count == 0 ? 0 : orders(customer.id()).size();
    List<Ticket> tickets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tickets.add(
          new Ticket(
              random.nextInt(20) != 0,
              orders == 0 || random.nextInt(3) == 0 ? -1 : random.nextInt(orders),
              Words.pick(List.of("email", "email", "phone", "chat"), random),
              TicketText.subject(random),
              TicketText.greeting(random, customer.firstName()),
              TicketText.body(random, customer),
              before(random, 2 * 365)));
    }
    return tickets;
  }
}
