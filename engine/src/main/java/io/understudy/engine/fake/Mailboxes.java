package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;

/**
 * E-mail addresses, user names and URLs out of fake names and drawn digits. Mail to them cannot
 * reach anybody: the domains are those that RFC 2606 reserves.
 *
 * <p>English: 5,100 first names * 473 surnames * 10^6 * 3 domains are 7 * 10^12 addresses, so among
 * ten million different originals about seven pairs share a fake.
 */
final class Mailboxes {
  static final String[] DOMAINS = {"example.com", "example.net", "example.org"};

  private final Pools pools;

  Mailboxes(Pools pools) {
    this.pools = pools;
  }

  /** {@code NGray1@mac.com -> marlon.wisoky402817@example.org}. */
  String email(String original, Draw draw) {
    String address = local(draw, 6) + "@" + draw.oneOf(DOMAINS);
    return LetterCase.like(original, address);
  }

  /** {@code ngray -> marlon.wisoky402817}; what looks like an e-mail address becomes one. */
  String userName(String original, Draw draw) {
    return original.indexOf('@') > 0
        ? email(original, draw)
        : LetterCase.like(original, local(draw, 6));
  }

  /** {@code http://noahgray.com/me -> http://wisoky402817.example.com/81640235}. */
  String url(String original, Draw draw) {
    int scheme = original.indexOf("://");
    StringBuilder url = new StringBuilder();
    url.append(scheme > 0 ? original.substring(0, scheme + 3) : "");
    digits(url.append(draw.oneOf(pools.mailboxLastNames())), draw, 6)
        .append('.')
        .append(draw.oneOf(DOMAINS));
    boolean path = original.indexOf('/', scheme < 0 ? 0 : scheme + 3) >= 0;
    return (path ? digits(url.append('/'), draw, 8) : url).toString();
  }

  private String local(Draw draw, int digits) {
    StringBuilder local = new StringBuilder(32);
    local
        .append(draw.oneOf(pools.mailboxFirstNames()))
        .append('.')
        .append(draw.oneOf(pools.mailboxLastNames()));
    return digits(local, draw, digits).toString();
  }

  private static StringBuilder digits(StringBuilder text, Draw draw, int count) {
    for (int i = 0; i < count; i++) {
      text.append(Scrambled.digit(draw));
    }
    return text;
  }
}
