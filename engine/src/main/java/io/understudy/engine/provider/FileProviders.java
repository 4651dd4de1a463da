package io.understudy.engine.provider;

/** Files, their types and the devices they are on. */
final class FileProviders {
  private static final String[] DEVICES = {"sd", "vd", "xvd"};

  private FileProviders() {}

  static void add(Table table) {
    table.add("file_extension", Kind.WORDS, "category=none", (o, s) -> extension(s));
    table.add(
        "file_name",
        Kind.WORDS,
        "category=none, extension=none",
        (o, s) -> name(o.has(1) ? o.text(1) : extension(s), s));
    table.add(
        "file_path",
        Kind.WORDS,
        "depth=1, category=none, extension=none, absolute=true, file_system_rule='linux'",
        (o, s) -> {
          boolean windows = o.text(4).equals("windows");
          String separator = windows ? "\\" : "/";
          StringBuilder path = new StringBuilder();
          path.append(o.bool(3) ? (windows ? "C:\\" : "/") : "");
          int depth = o.whole(0, 0, 50);
          for (int i = 0; i < depth; i++) {
            path.append(LoremProviders.word(s)).append(separator);
          }
          return path.append(name(o.has(2) ? o.text(2) : extension(s), s)).toString();
        });
    table.add("mime_type", Kind.WORDS, "category=none", (o, s) -> s.word("file", "mime_type"));
    table.add("unix_device", Kind.WORDS, "prefix=none", (o, s) -> device(o, s));
    table.add("unix_partition", Kind.WORDS, "prefix=none", (o, s) -> device(o, s) + s.below(10));
  }

  private static String extension(Source s) {
    return s.word("file", "extension");
  }

  private static String name(String extension, Source s) {
    String name = LoremProviders.word(s) + s.digits(2);
    return extension.isEmpty() ? name : name + "." + extension;
  }

  private static String device(Options o, Source s) {
    String prefix = o.has(0) ? o.text(0) : s.oneOf(DEVICES);
    return "/dev/" + prefix + s.characters(ShapeProviders.LOWER, 1);
  }
}
