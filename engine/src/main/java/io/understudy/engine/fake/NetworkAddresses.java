package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.Locale;

/** Addresses of machines that cannot be anybody's on the internet. */
final class NetworkAddresses {
  private static final String HEX = "0123456789abcdef";
  private static final int MAC_DIGITS = 12;

  private NetworkAddresses() {}

  /**
   * In 10.0.0.0/8, which RFC 1918 keeps private: 16,777,216 addresses. The ranges for documentation
   * (RFC 5737) hold 768, too few to tell hosts apart.
   *
   * <p>{@code 86.231.85.193 -> 10.94.201.17}; a port or prefix length stays.
   */
  static String ipv4(String original, Draw draw) {
    int end = 0;
    while (end < original.length() && original.charAt(end) != ':' && original.charAt(end) != '/') {
      end++;
    }
    boolean suffix = original.substring(end).matches("[:/]\\d{1,5}");
    String address = "10." + draw.below(256) + "." + draw.below(256) + "." + draw.below(256);
    return suffix ? address + original.substring(end) : address;
  }

  /** In 2001:db8::/32, which RFC 3849 keeps for documentation: 2^96 addresses, in full length. */
  static String ipv6(String original, Draw draw) {
    StringBuilder address = new StringBuilder("2001:db8");
    for (int i = 0; i < 6; i++) {
      address.append(':').append(Integer.toHexString(draw.below(1 << 16)));
    }
    return address.toString();
  }

  /**
   * A locally administered unicast address, which no maker of hardware hands out; separators and
   * letter case stay. {@code 00:1B:44:11:3A:B7 -> 4E:90:D2:7F:03:AC}.
   */
  static String mac(String original, Draw draw) {
    StringBuilder address = new StringBuilder(original.length());
    int digits = 0;
    for (int i = 0; i < original.length(); i++) {
      if (Character.digit(original.charAt(i), 16) < 0) {
        address.append(original.charAt(i));
      } else {
        digits++;
        address.append(digits == 2 ? "26ae".charAt(draw.below(4)) : HEX.charAt(draw.below(16)));
      }
    }
    if (digits != MAC_DIGITS) {
      return Scrambled.text(original, draw);
    }
    boolean upper = original.equals(original.toUpperCase(Locale.ROOT));
    return upper ? address.toString().toUpperCase(Locale.ROOT) : address.toString();
  }
}
