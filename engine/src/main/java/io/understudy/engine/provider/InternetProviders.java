package io.understudy.engine.provider;

import io.understudy.engine.fake.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names and addresses of the internet; none can be anybody's. */
final class InternetProviders {
  private static final String[] RESERVED = {"example.com", "example.net", "example.org"};
  private static final String[] RESERVED_TLDS = {"example", "test", "invalid"};
  private static final String[] PAGES =
      "about author category faq home homepage index login main post privacy register search terms"
          .split(" ");
  private static final String[] PATHS =
      "app blog categories category explore list main posts search tag tags wp-content".split(" ");
  private static final String[] EXTENSIONS = ".html .htm .php .asp .jsp".split(" ");
  private static final String[] METHODS =
      "CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE".split(" ");
  private static final Integer[] STATUSES = {
    100, 101, 200, 201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406,
    408, 409, 410, 412, 413, 415, 422, 429, 500, 501, 502, 503, 504
  };
  private static final String[] HOSTS = "db desktop email laptop lt srv web".split(" ");

  private InternetProviders() {}

  static void add(Table table) {
    mail(table);
    domains(table);
    pages(table);
    table.add("http_method", Kind.WORDS, "", (o, s) -> s.oneOf(METHODS));
    table.add(
        "http_status_code",
        Kind.INTEGER,
        "include_unassigned=true",
        (o, s) -> (long) s.oneOf(STATUSES));
    table.add(
        "port_number",
        Kind.INTEGER,
        "is_system=false, is_user=false, is_dynamic=false",
        (o, s) ->
            o.bool(0)
                ? s.between(0, 1023)
                : o.bool(1)
                    ? s.between(1024, 49151)
                    : o.bool(2) ? s.between(49152, 65535) : s.between(0, 65535));
    table.add("iana_id", Kind.TEXT, "", (o, s) -> Long.toString(s.between(1, 8_888_888)));
    table.add(
        "ripe_id",
        Kind.WORDS,
        "",
        (o, s) -> "ORG-" + s.characters(ShapeProviders.UPPER, 4) + s.digits(4) + "-RIPE");
    table.add("nic_handle", Kind.WORDS, "suffix='FAKE'", (o, s) -> handle(o.text(0), s));
    table.add(
        "nic_handles",
        Kind.LIST,
        "count=1, suffix='????'",
        (o, s) -> {
          List<String> handles = new ArrayList<>();
          int count = o.whole(0, 1, 100);
          String suffix = ShapeProviders.lexify(o.text(1), ShapeProviders.UPPER, s);
          for (int i = 0; i < count; i++) {
            handles.add(handle(suffix, s));
          }
          return handles;
        });
    table.add(
        new String[] {"ipv4", "ipv4_private", "ipv4_public"},
        Kind.WORDS,
        "network=false, address_class=none, private=none",
        (o, s) ->
            "10." + s.below(256) + "." + s.below(256) + (o.bool(0) ? ".0/24" : "." + s.below(256)));
    table.add("ipv4_network_class", Kind.WORDS, "", (o, s) -> s.characters("abc", 1));
    table.add(
        "ipv6",
        Kind.WORDS,
        "network=false",
        (o, s) -> {
          StringBuilder address = new StringBuilder("2001:db8");
          for (int i = 0; i < 6; i++) {
            address.append(':').append(Integer.toHexString(s.below(1 << 16)));
          }
          return o.bool(0) ? address.append("/64").toString() : address.toString();
        });
    table.add(
        "mac_address",
        Kind.WORDS,
        "multicast=false",
        (o, s) -> {
          StringBuilder address = new StringBuilder();
          address.append(s.characters("0123456789abcdef", 1));
          address.append(s.characters(o.bool(0) ? "37bf" : "26ae", 1));
          for (int i = 0; i < 5; i++) {
            address.append(':').append(s.characters(ShapeProviders.HEX, 2));
          }
          return address.toString();
        });
  }

  private static String handle(String suffix, Source s) {
    return s.characters(ShapeProviders.UPPER, 2)
        + s.between(1, 99_999)
        + (suffix.isEmpty() ? "" : "-" + suffix);
  }

  private static void mail(Table table) {
    String[] names = {
      "email",
      "ascii_email",
      "ascii_safe_email",
      "safe_email",
      "free_email",
      "ascii_free_email",
      "company_email",
      "ascii_company_email"
    };
    table.add(
        names,
        Kind.WORDS,
        "safe=true, domain=none",
        (o, s) -> {
          Persona persona = s.personas().of(s.key());
          String domain = o.has(1) ? o.text(1) : persona.domain();
          return persona.mailbox(persona.gender(), "first_name.last_name") + "@" + domain;
        });
    table.add(
        new String[] {"free_email_domain", "safe_domain_name"},
        Kind.WORDS,
        "",
        (o, s) -> s.oneOf(RESERVED));
  }

  private static void domains(Table table) {
    table.add(
        new String[] {"domain_name", "domainname"},
        Kind.WORDS,
        "levels=1",
        (o, s) -> domain(o.whole(0, 1, 10), s));
    table.add(new String[] {"domain_word", "domainword"}, Kind.WORDS, "", (o, s) -> label(s));
    table.add(
        "hostname",
        Kind.WORDS,
        "levels=1",
        (o, s) -> {
          int levels = o.whole(0, 0, 10);
          String host = s.oneOf(HOSTS) + "-" + s.digits(2);
          return levels == 0 ? host : host + "." + domain(levels, s);
        });
    table.add("tld", Kind.WORDS, "", (o, s) -> s.oneOf(RESERVED_TLDS));
    table.add(
        "dga",
        Kind.WORDS,
        "year=none, month=none, day=none, tld=none, length=none",
        (o, s) ->
            s.characters(ShapeProviders.LOWER, o.has(4) ? o.whole(4, 1, 63) : 10 + s.below(20))
                + "."
                + (o.has(3) ? o.text(3) : s.oneOf(RESERVED_TLDS)));
  }

  /** Labels before a domain that RFC 2606 reserves. */
  static String domain(int levels, Source s) {
    StringBuilder domain = new StringBuilder();
    for (int i = 0; i < levels; i++) {
      domain.append(label(s)).append('.');
    }
    return domain.append(s.oneOf(RESERVED)).toString();
  }

  private static String label(Source s) {
    Persona persona = s.personas().of(s.key() + "/" + s.digits(6));
    return persona.mailbox(persona.gender(), "last_name").replaceAll("\\d+", "")
        + "-"
        + s.digits(3);
  }

  private static void pages(Table table) {
    table.add(
        new String[] {"url", "uri"},
        Kind.WORDS,
        "schemes=none",
        (o, s) -> {
          String scheme = o.has(0) ? String.valueOf(s.oneOf(o.items(0))) : "https";
          return scheme + "://" + domain(1, s) + "/";
        });
    table.add("uri_page", Kind.WORDS, "", (o, s) -> s.oneOf(PAGES));
    table.add(
        "uri_path",
        Kind.WORDS,
        "deep=none",
        (o, s) -> path(o.has(0) ? o.whole(0, 1, 20) : 1 + s.below(3), s));
    table.add("uri_extension", Kind.WORDS, "", (o, s) -> s.oneOf(EXTENSIONS));
    table.add(
        "image_url",
        Kind.WORDS,
        "width=none, height=none, placeholder_url=none",
        (o, s) ->
            "https://"
                + s.oneOf(RESERVED)
                + "/"
                + (o.has(0) ? o.whole(0) : 1 + s.below(1024))
                + "x"
                + (o.has(1) ? o.whole(1) : 1 + s.below(1024)));
    table.add(
        "slug",
        Kind.WORDS,
        "value=none",
        (o, s) -> {
          if (o.has(0)) {
            return slug(o.text(0));
          }
          StringBuilder slug = new StringBuilder(LoremProviders.word(s));
          int more = 2 + s.below(4);
          for (int i = 0; i < more; i++) {
            slug.append('-').append(LoremProviders.word(s));
          }
          return slug.toString();
        });
  }

  private static String path(int depth, Source s) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      parts.add(s.oneOf(PATHS));
    }
    return String.join("/", parts);
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .strip()
        .replaceAll("[\\s_-]+", "-");
  }
}
