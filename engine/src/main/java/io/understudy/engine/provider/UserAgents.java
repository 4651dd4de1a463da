package io.understudy.engine.provider;

/** What browsers say they are. */
final class UserAgents {
  private static final String[] WINDOWS = {
    "Windows NT 6.1", "Windows NT 6.2", "Windows NT 6.3", "Windows NT 10.0", "Windows NT 11.0"
  };
  private static final String[] LINUX = {"i686", "x86_64"};
  private static final String[] MAC = {"Intel", "PPC", "U; Intel", "U; PPC"};

  private UserAgents() {}

  static void add(Table table) {
    table.add(
        "user_agent",
        Kind.WORDS,
        "",
        (o, s) ->
            switch (s.below(4)) {
              case 0 -> firefox(s);
              case 1 -> safari(s);
              case 2 -> opera(s);
              default -> chrome(13, 130, s);
            });
    table.add(
        "chrome",
        Kind.WORDS,
        "version_from=13, version_to=130, build_from=800, build_to=899",
        (o, s) -> chrome(o.whole(0), o.whole(1), s));
    table.add("firefox", Kind.WORDS, "", (o, s) -> firefox(s));
    table.add("safari", Kind.WORDS, "", (o, s) -> safari(s));
    table.add("opera", Kind.WORDS, "", (o, s) -> opera(s));
    table.add(
        "internet_explorer",
        Kind.WORDS,
        "",
        (o, s) ->
            "Mozilla/5.0 (compatible; MSIE "
                + (5 + s.below(5))
                + ".0; "
                + s.oneOf(WINDOWS)
                + "; Trident/"
                + (3 + s.below(3))
                + "."
                + s.below(2)
                + ")");
    table.add("windows_platform_token", Kind.WORDS, "", (o, s) -> s.oneOf(WINDOWS));
    table.add("linux_platform_token", Kind.WORDS, "", (o, s) -> linux(s));
    table.add("linux_processor", Kind.WORDS, "", (o, s) -> s.oneOf(LINUX));
    table.add("mac_platform_token", Kind.WORDS, "", (o, s) -> mac(s));
    table.add("mac_processor", Kind.WORDS, "", (o, s) -> s.oneOf(MAC));
    table.add("android_platform_token", Kind.WORDS, "", (o, s) -> "Android " + (4 + s.below(11)));
    table.add("ios_platform_token", Kind.WORDS, "", (o, s) -> ios(s));
  }

  private static String linux(Source s) {
    return "X11; Linux " + s.oneOf(LINUX);
  }

  private static String mac(Source s) {
    return "Macintosh; " + s.oneOf(MAC) + " Mac OS X 10_" + (5 + s.below(11)) + "_" + s.below(10);
  }

  private static String ios(Source s) {
    return "iPhone; CPU iPhone OS " + (9 + s.below(9)) + "_" + s.below(6) + " like Mac OS X";
  }

  private static String platform(Source s) {
    return switch (s.below(4)) {
      case 0 -> s.oneOf(WINDOWS);
      case 1 -> linux(s);
      case 2 -> mac(s);
      default -> ios(s);
    };
  }

  private static String chrome(long from, long to, Source s) {
    String kit = (531 + s.below(6)) + "." + s.below(3);
    return "Mozilla/5.0 ("
        + platform(s)
        + ") AppleWebKit/"
        + kit
        + " (KHTML, like Gecko) Chrome/"
        + s.between(from, to)
        + ".0."
        + (800 + s.below(100))
        + ".0 Safari/"
        + kit;
  }

  private static String firefox(Source s) {
    int version = 60 + s.below(75);
    return "Mozilla/5.0 ("
        + platform(s)
        + "; rv:"
        + version
        + ".0) Gecko/20100101 Firefox/"
        + version
        + ".0";
  }

  private static String safari(Source s) {
    String kit = (531 + s.below(6)) + "." + s.below(50) + "." + s.below(8);
    return "Mozilla/5.0 ("
        + mac(s)
        + ") AppleWebKit/"
        + kit
        + " (KHTML, like Gecko) Version/"
        + (4 + s.below(14))
        + ".0 Safari/"
        + kit;
  }

  private static String opera(Source s) {
    return "Opera/"
        + (8 + s.below(2))
        + "."
        + s.digits(2)
        + ".("
        + platform(s)
        + ") Presto/2.9."
        + (160 + s.below(31))
        + " Version/"
        + (10 + s.below(3))
        + ".00";
  }
}
