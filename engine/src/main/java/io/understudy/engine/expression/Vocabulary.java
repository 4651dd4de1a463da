package io.understudy.engine.expression;

import static java.util.Map.entry;

import io.understudy.engine.ColumnType;
import java.util.Map;
import java.util.Set;

/** The words of the language: those that work, and those that are known but not built yet. */
public final class Vocabulary {
  static final Set<String> NAMES =
      Set.of(
          "column",
          "dict",
          "fake",
          "globals",
          "index",
          "item",
          "items",
          "random",
          "range",
          "re",
          "row",
          "this",
          "timedelta",
          "vars");

  static final Set<String> COLUMN_ATTRIBUTES =
      Set.of("dtype", "entity", "name", "position", "type");

  static final Map<String, Signature> FILTERS =
      Map.ofEntries(
          entry("abs", Signature.of(0)),
          entry("attr", Signature.of(1, "name")),
          entry("batch", Signature.of(1, "linecount", "fill_with")),
          entry("capitalize", Signature.of(0)),
          entry("center", Signature.of(0, "width")),
          entry("count", Signature.of(0)),
          entry("d", Signature.of(0, "default_value", "boolean")),
          entry("date_format", Signature.of(0, "format")),
          entry("date_parse", Signature.of(0)),
          entry("date_shift", Signature.of(0, "min_offset", "max_offset", "min", "max")),
          entry("date_time_format", Signature.of(0, "format")),
          entry("date_time_shift", Signature.of(0, "min_offset", "max_offset", "min", "max")),
          entry("default", Signature.of(0, "default_value", "boolean")),
          entry("dictsort", Signature.of(0, "case_sensitive", "by", "reverse")),
          entry("e", Signature.of(0)),
          entry("escape", Signature.of(0)),
          entry("fake", Signature.of(0)),
          entry("fake_entities", Signature.of(0, "entities", "on_error", "extended")),
          entry("filesizeformat", Signature.of(0, "binary")),
          entry("first", Signature.of(0)),
          entry("float", Signature.of(0, "default")),
          entry("forceescape", Signature.of(0)),
          entry("format", Signature.open(0)),
          entry("groupby", Signature.of(1, "attribute", "default", "case_sensitive")),
          entry("hash", Signature.of(0, "salt")),
          entry("hash_entities", Signature.of(0, "entities", "salt")),
          entry("indent", Signature.of(0, "width", "first", "blank")),
          entry("int", Signature.of(0, "default", "base")),
          entry("isna", Signature.of(0)),
          entry("items", Signature.of(0)),
          entry("join", Signature.of(0, "d", "attribute")),
          entry("label_entities", Signature.of(0, "entities", "extended")),
          entry("last", Signature.of(0)),
          entry("length", Signature.of(0)),
          entry("list", Signature.of(0)),
          entry("lookup_country", Signature.of(0)),
          entry("lookup_locales", Signature.of(0)),
          entry("lower", Signature.of(0)),
          entry("map", Signature.open(0)),
          entry("max", Signature.of(0, "case_sensitive", "attribute")),
          entry("min", Signature.of(0, "case_sensitive", "attribute")),
          entry("normalize", Signature.of(0, "allow")),
          entry("partial_mask", Signature.of(3, "left", "mask", "right", "tolerance")),
          entry("pprint", Signature.of(0)),
          entry("random", Signature.of(0)),
          entry("redact_entities", Signature.of(0, "entities")),
          entry("reject", Signature.open(0)),
          entry("rejectattr", Signature.open(1)),
          entry("replace", Signature.of(2, "old", "new", "count")),
          entry("reverse", Signature.of(0)),
          entry("round", Signature.of(0, "precision", "method")),
          entry("safe", Signature.of(0)),
          entry("select", Signature.open(0)),
          entry("selectattr", Signature.open(1)),
          entry("slice", Signature.of(1, "slices", "fill_with")),
          entry("sort", Signature.of(0, "reverse", "case_sensitive", "attribute")),
          entry("string", Signature.of(0)),
          entry("striptags", Signature.of(0)),
          entry("sum", Signature.of(0, "attribute", "start")),
          entry("title", Signature.of(0)),
          entry("tld", Signature.of(0)),
          entry("tojson", Signature.of(0, "indent")),
          entry("trim", Signature.of(0, "chars")),
          entry("truncate", Signature.of(0, "length", "killwords", "end", "leeway")),
          entry("unique", Signature.of(0, "case_sensitive", "attribute")),
          entry("upper", Signature.of(0)),
          entry("urlencode", Signature.of(0)),
          entry("wordcount", Signature.of(0)),
          entry(
              "wordwrap",
              Signature.of(0, "width", "break_long_words", "wrapstring", "break_on_hyphens")),
          entry("xmlattr", Signature.of(0, "autospace")));

  /** Filters that make a value from the secret key, hence need a row's value. */
  static final Set<String> KEYED_FILTERS =
      Set.of(
          "date_shift",
          "date_time_shift",
          "fake",
          "fake_entities",
          "hash",
          "hash_entities",
          "label_entities",
          "partial_mask",
          "redact_entities");

  /** Filters that {@link ListFilters} has. */
  static final Set<String> LIST_FILTERS =
      Set.of(
          "batch",
          "dictsort",
          "groupby",
          "items",
          "list",
          "max",
          "min",
          "slice",
          "sort",
          "sum",
          "unique");

  static final Map<String, Signature> TESTS =
      Map.ofEntries(
          entry("boolean", Signature.of(0)),
          entry("callable", Signature.of(0)),
          entry("defined", Signature.of(0)),
          entry("divisibleby", Signature.of(1, "num")),
          entry("eq", Signature.of(1, "other")),
          entry("equalto", Signature.of(1, "other")),
          entry("escaped", Signature.of(0)),
          entry("even", Signature.of(0)),
          entry("false", Signature.of(0)),
          entry("filter", Signature.of(0)),
          entry("float", Signature.of(0)),
          entry("ge", Signature.of(1, "other")),
          entry("greaterthan", Signature.of(1, "other")),
          entry("gt", Signature.of(1, "other")),
          entry("in", Signature.of(1, "seq")),
          entry("integer", Signature.of(0)),
          entry("iterable", Signature.of(0)),
          entry("le", Signature.of(1, "other")),
          entry("lessthan", Signature.of(1, "other")),
          entry("lower", Signature.of(0)),
          entry("lt", Signature.of(1, "other")),
          entry("mapping", Signature.of(0)),
          entry("ne", Signature.of(1, "other")),
          entry("none", Signature.of(0)),
          entry("number", Signature.of(0)),
          entry("odd", Signature.of(0)),
          entry("sameas", Signature.of(1, "other")),
          entry("sequence", Signature.of(0)),
          entry("string", Signature.of(0)),
          entry("test", Signature.of(0)),
          entry("true", Signature.of(0)),
          entry("undefined", Signature.of(0)),
          entry("upper", Signature.of(0)));

  /** What {@code column.type} can be compared with; no column is ever {@code empty} here. */
  public static final Set<String> COLUMN_TYPES =
      Set.of("binary", "empty", "numeric", "other", "text");

  /** Types of the original that follow from the values, and what to do instead. */
  public static final Map<String, String> REFUSED_COLUMN_TYPES =
      Map.of(
          "categorical",
          "a column is categorical by its values, which nobody has read before the first row: write"
              + " text, or name the columns");

  private Vocabulary() {}

  /** The original's {@code column.dtype} of a column of this type. */
  static String dataType(ColumnType type) {
    return switch (type) {
      case INTEGER -> "int64";
      case FLOAT -> "float64";
      case BOOLEAN -> "bool";
      case TIMESTAMP -> "datetime64[ns]";
      case INSTANT -> "datetime64[ns, UTC]";
      case TEXT, DECIMAL, DATE, TIME, BINARY, NESTED -> "object";
    };
  }

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
