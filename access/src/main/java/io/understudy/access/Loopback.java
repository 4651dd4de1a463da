package io.understudy.access;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts that are this machine by their name alone; nothing is looked up. */
final class Loopback {
  private static final Pattern NAME =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

  private Loopback() {}

  static boolean isHost(String host) {
    return NAME.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a page of this origin ({@code http://HOST:PORT}) is of this machine. */
  static boolean isOrigin(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host != null && isHost(host);
    } catch (IllegalArgumentException e) {
      return false; // "null", or not an origin at all
    }
  }
}
