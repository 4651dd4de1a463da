package io.understudy.engine.expression;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/** The methods of values, by the types that have them. */
final class MethodWords {
  /** The method {@code replace} of dates, which is called with the names of what it replaces. */
  static final String REPLACE_FIELDS = "replace of a date";

  static final Map<String, Signature> METHODS =
      Map.ofEntries(
          entry("capitalize", Signature.of(0)),
          entry("casefold", Signature.of(0)),
          entry("center", Signature.of(1, "width", "fillchar")),
          entry("copy", Signature.of(0)),
          entry("count", Signature.of(1, "sub", "start", "end")),
          entry("date", Signature.of(0)),
          entry("end", Signature.of(0, "group")),
          entry("endswith", Signature.of(1, "suffix", "start", "end")),
          entry("expandtabs", Signature.of(0, "tabsize")),
          entry("find", Signature.of(1, "sub", "start", "end")),
          entry("format", Signature.open(0)),
          entry("get", Signature.of(1, "key", "default")),
          entry("group", Signature.open(0)),
          entry("groupdict", Signature.of(0, "default")),
          entry("groups", Signature.of(0, "default")),
          entry("index", Signature.of(1, "sub", "start", "end")),
          entry("isalnum", Signature.of(0)),
          entry("isalpha", Signature.of(0)),
          entry("isascii", Signature.of(0)),
          entry("isdecimal", Signature.of(0)),
          entry("isdigit", Signature.of(0)),
          entry("isidentifier", Signature.of(0)),
          entry("islower", Signature.of(0)),
          entry("isnumeric", Signature.of(0)),
          entry("isocalendar", Signature.of(0)),
          entry("isoformat", Signature.of(0, "sep", "timespec")),
          entry("isoweekday", Signature.of(0)),
          entry("isprintable", Signature.of(0)),
          entry("isspace", Signature.of(0)),
          entry("istitle", Signature.of(0)),
          entry("isupper", Signature.of(0)),
          entry("items", Signature.of(0)),
          entry("join", Signature.of(1, "items")),
          entry("keys", Signature.of(0)),
          entry("ljust", Signature.of(1, "width", "fillchar")),
          entry("lower", Signature.of(0)),
          entry("lstrip", Signature.of(0, "chars")),
          entry("partition", Signature.of(1, "sep")),
          entry("removeprefix", Signature.of(1, "prefix")),
          entry("removesuffix", Signature.of(1, "suffix")),
          entry(REPLACE_FIELDS, new Signature(0, Dates.FIELDS, false)),
          entry("replace", Signature.of(2, "old", "new", "count")),
          entry("rfind", Signature.of(1, "sub", "start", "end")),
          entry("rindex", Signature.of(1, "sub", "start", "end")),
          entry("rjust", Signature.of(1, "width", "fillchar")),
          entry("rpartition", Signature.of(1, "sep")),
          entry("rsplit", Signature.of(0, "sep", "maxsplit")),
          entry("rstrip", Signature.of(0, "chars")),
          entry("span", Signature.of(0, "group")),
          entry("split", Signature.of(0, "sep", "maxsplit")),
          entry("splitlines", Signature.of(0, "keepends")),
          entry("start", Signature.of(0, "group")),
          entry("startswith", Signature.of(1, "prefix", "start", "end")),
          entry("strftime", Signature.of(1, "format")),
          entry("strip", Signature.of(0, "chars")),
          entry("swapcase", Signature.of(0)),
          entry("time", Signature.of(0)),
          entry("timestamp", Signature.of(0)),
          entry("title", Signature.of(0)),
          entry("toordinal", Signature.of(0)),
          entry("total_seconds", Signature.of(0)),
          entry("translate", Signature.of(1, "table")),
          entry("upper", Signature.of(0)),
          entry("values", Signature.of(0)),
          entry("weekday", Signature.of(0)),
          entry("zfill", Signature.of(1, "width")));

  /** Methods of texts. */
  static final Set<String> TEXT_METHODS =
      Set.of(
          "capitalize",
          "casefold",
          "center",
          "count",
          "endswith",
          "expandtabs",
          "find",
          "index",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "translate",
          "upper",
          "zfill");

  /** Methods of lists. */
  static final Set<String> LIST_METHODS = Set.of("copy", "count", "index");

  /** Methods of dictionaries. */
  static final Set<String> MAP_METHODS = Set.of("copy", "get", "items", "keys", "values");

  /** Methods of dates and times. */
  static final Set<String> DATE_METHODS =
      Set.of(
          "date",
          "isocalendar",
          "isoformat",
          "isoweekday",
          "strftime",
          "time",
          "timestamp",
          "toordinal",
          "weekday");

  /** Methods of the matches of regular expressions. */
  static final Set<String> MATCH_METHODS =
      Set.of("end", "group", "groupdict", "groups", "span", "start");

  private MethodWords() {}

  /** The method that a call means: {@code replace} of dates has names for all it takes. */
  static String method(String name, Expression.Arguments arguments) {
    boolean fields =
        name.equals("replace")
            && arguments.named().keySet().stream().anyMatch(Dates.FIELDS::contains);
    return fields ? REPLACE_FIELDS : name;
  }
}
