package io.understudy.engine.expression;

import static java.util.Map.entry;

import io.understudy.engine.ColumnType;
import java.util.Map;
import java.util.Set;

/** The words of the language: those that work, and those that are known but not built yet. */
public final class Vocabulary {
  static final Set<String> NAMES =
      Set.of("column", "fake", "index", "random", "row", "this", "vars");

  static final Set<String> PLANNED_NAMES =
      Set.of(
          "cycler",
          "data",
          "dict",
          "globals",
          "item",
          "items",
          "joiner",
          "lipsum",
          "namespace",
          "range",
          "re",
          "timedelta");

  static final Set<String> COLUMN_ATTRIBUTES = Set.of("entity", "name", "position", "type");

  static final Map<String, Signature> FILTERS =
      Map.ofEntries(
          entry("abs", Signature.of(0)),
          entry("capitalize", Signature.of(0)),
          entry("count", Signature.of(0)),
          entry("d", Signature.of(0, "default_value", "boolean")),
          entry("date_shift", Signature.of(0, "min_offset", "max_offset", "min", "max")),
          entry("date_time_shift", Signature.of(0, "min_offset", "max_offset", "min", "max")),
          entry("default", Signature.of(0, "default_value", "boolean")),
          entry("fake", Signature.of(0)),
          entry("fake_entities", Signature.of(0)),
          entry("first", Signature.of(0)),
          entry("float", Signature.of(0, "default")),
          entry("hash", Signature.of(0, "salt")),
          entry("int", Signature.of(0, "default")),
          entry("isna", Signature.of(0)),
          entry("join", Signature.of(0, "d")),
          entry("last", Signature.of(0)),
          entry("length", Signature.of(0)),
          entry("lower", Signature.of(0)),
          entry("partial_mask", Signature.of(3, "left", "mask", "right", "tolerance")),
          entry("random", Signature.of(0)),
          entry("redact_entities", Signature.of(0)),
          entry("replace", Signature.of(2, "old", "new", "count")),
          entry("reverse", Signature.of(0)),
          entry("round", Signature.of(0, "precision")),
          entry("string", Signature.of(0)),
          entry("title", Signature.of(0)),
          entry("trim", Signature.of(0, "chars")),
          entry("upper", Signature.of(0)));

  /** Filters that make a value from the secret key, hence need a row's value. */
  static final Set<String> KEYED_FILTERS =
      Set.of(
          "date_shift",
          "date_time_shift",
          "fake",
          "fake_entities",
          "hash",
          "partial_mask",
          "redact_entities");

  static final Set<String> PLANNED_FILTERS =
      Set.of(
          "attr",
          "batch",
          "center",
          "date_format",
          "date_parse",
          "date_time_format",
          "detect_entities",
          "dictsort",
          "e",
          "escape",
          "filesizeformat",
          "forceescape",
          "format",
          "groupby",
          "hash_entities",
          "indent",
          "items",
          "label_entities",
          "list",
          "lookup_country",
          "lookup_locales",
          "map",
          "max",
          "min",
          "normalize",
          "pprint",
          "reject",
          "rejectattr",
          "safe",
          "select",
          "selectattr",
          "slice",
          "sort",
          "striptags",
          "sum",
          "tld",
          "tojson",
          "truncate",
          "unique",
          "urlencode",
          "urlize",
          "wordcount",
          "wordwrap",
          "xmlattr");

  static final Map<String, Signature> TESTS =
      Map.ofEntries(
          entry("boolean", Signature.of(0)),
          entry("defined", Signature.of(0)),
          entry("eq", Signature.of(1, "other")),
          entry("equalto", Signature.of(1, "other")),
          entry("even", Signature.of(0)),
          entry("false", Signature.of(0)),
          entry("float", Signature.of(0)),
          entry("ge", Signature.of(1, "other")),
          entry("greaterthan", Signature.of(1, "other")),
          entry("gt", Signature.of(1, "other")),
          entry("in", Signature.of(1, "seq")),
          entry("integer", Signature.of(0)),
          entry("le", Signature.of(1, "other")),
          entry("lessthan", Signature.of(1, "other")),
          entry("lt", Signature.of(1, "other")),
          entry("ne", Signature.of(1, "other")),
          entry("none", Signature.of(0)),
          entry("number", Signature.of(0)),
          entry("odd", Signature.of(0)),
          entry("string", Signature.of(0)),
          entry("true", Signature.of(0)),
          entry("undefined", Signature.of(0)));

  static final Set<String> PLANNED_TESTS =
      Set.of(
          "callable",
          "divisibleby",
          "escaped",
          "filter",
          "iterable",
          "lower",
          "mapping",
          "sameas",
          "sequence",
          "test",
          "upper");

  static final Map<String, Signature> METHODS =
      Map.ofEntries(
          entry("capitalize", Signature.of(0)),
          entry("endswith", Signature.of(1, "suffix")),
          entry("join", Signature.of(1, "items")),
          entry("lower", Signature.of(0)),
          entry("lstrip", Signature.of(0, "chars")),
          entry("replace", Signature.of(2, "old", "new", "count")),
          entry("rstrip", Signature.of(0, "chars")),
          entry("split", Signature.of(0, "sep", "maxsplit")),
          entry("startswith", Signature.of(1, "prefix")),
          entry("strip", Signature.of(0, "chars")),
          entry("title", Signature.of(0)),
          entry("upper", Signature.of(0)),
          entry("zfill", Signature.of(1, "width")));

  static final Set<String> PLANNED_METHODS =
      Set.of(
          "casefold",
          "center",
          "count",
          "day",
          "encode",
          "expandtabs",
          "find",
          "format",
          "get",
          "index",
          "isalnum",
          "isalpha",
          "isdecimal",
          "isdigit",
          "islower",
          "isnumeric",
          "isoformat",
          "isspace",
          "istitle",
          "isupper",
          "items",
          "keys",
          "ljust",
          "month",
          "partition",
          "removeprefix",
          "removesuffix",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "splitlines",
          "strftime",
          "swapcase",
          "timestamp",
          "translate",
          "values",
          "weekday",
          "year");

  /** What {@code column.type} can be. */
  public static final Set<String> COLUMN_TYPES = Set.of("binary", "numeric", "other", "text");

  /** Types of the original that follow from the values, which nobody has read yet. */
  public static final Set<String> PLANNED_COLUMN_TYPES = Set.of("categorical", "empty");

  private Vocabulary() {}

  /**
   * The original's word for a type. The original looks at values (a text column with few distinct
   * values is "categorical"); we go by the declared type alone.
   */
  public static String columnType(ColumnType type) {
    return switch (type) {
      case TEXT -> "text";
      case INTEGER, DECIMAL, FLOAT -> "numeric";
      case BOOLEAN -> "binary";
      case DATE, TIME, TIMESTAMP, INSTANT, BINARY, NESTED -> "other";
    };
  }
}
