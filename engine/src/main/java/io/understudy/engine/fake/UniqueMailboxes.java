package io.understudy.engine.fake;

import io.understudy.engine.key.KeyedDigest;
import java.util.Locale;

/** Addresses and names that hold 96 bits or more of a keyed digest. */
final class UniqueMailboxes {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final String PASSWORD_LETTERS =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789+-_=.";

  /** Of five bits each: 100. */
  private static final int LENGTH = 20;

  private final KeyedDigest digest;
  private final Pools pools;

  UniqueMailboxes(KeyedDigest digest, Pools pools) {
    this.digest = digest;
    this.pools = pools;
  }

  /** {@code NGray1@mac.com -> marlon.wisoky.k3v9x2mdp7qzr4ha8tuw@example.org}. */
  String email(String original) {
    byte[] bits = digest.digest(original.toLowerCase(Locale.ROOT));
    String domain = Mailboxes.DOMAINS[Byte.toUnsignedInt(bits[31]) % Mailboxes.DOMAINS.length];
    return LetterCase.like(original, local(bits) + "@" + domain);
  }

  String userName(String original) {
    return original.indexOf('@') > 0
        ? email(original)
        : LetterCase.like(original, local(digest.digest(original.toLowerCase(Locale.ROOT))));
  }

  /** {@code https://noahgray.com/me -> https://k3v9x2mdp7qzr4ha8tuw.example.com/81640235}. */
  String url(String original) {
    byte[] bits = digest.digest(original);
    int scheme = original.indexOf("://");
    int host = scheme > 0 ? scheme + 3 : 0;
    StringBuilder url = new StringBuilder(original.substring(0, host));
    url.append(letters(bits)).append('.').append(Mailboxes.DOMAINS[0]);
    boolean path = original.indexOf('/', host) >= 0;
    return path
        ? url.append('/').append(number(bits, 20) % 100_000_000).toString()
        : url.toString();
  }

  /** 96 bits in 2001:db8::/32. */
  String ipv6(String original) {
    byte[] bits = digest.digest(original.toLowerCase(Locale.ROOT));
    StringBuilder address = new StringBuilder("2001:db8");
    for (int i = 0; i < 6; i++) {
      int group = Byte.toUnsignedInt(bits[2 * i]) << 8 | Byte.toUnsignedInt(bits[2 * i + 1]);
      address.append(':').append(Integer.toHexString(group));
    }
    return address.toString();
  }

  /** 120 bits. */
  String password(String original) {
    byte[] bits = digest.digest(original);
    StringBuilder password = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      password.append(PASSWORD_LETTERS.charAt(bits[i] & 63));
    }
    return password.toString();
  }

  private String local(byte[] bits) {
    String[] first = pools.mailboxFirstNames();
    String[] last = pools.mailboxLastNames();
    return first[(int) (number(bits, 20) % first.length)]
        + "."
        + last[(int) (number(bits, 24) % last.length)]
        + "."
        + letters(bits);
  }

  private static String letters(byte[] bits) {
    StringBuilder letters = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      letters.append(LETTERS.charAt(bits[i] & 31));
    }
    return letters.toString();
  }

  /** Of four bytes; not negative. */
  private static long number(byte[] bits, int from) {
    long number = 0;
    for (int i = from; i < from + Integer.BYTES; i++) {
      number = number << 8 | Byte.toUnsignedInt(bits[i]);
    }
    return number;
  }
}
