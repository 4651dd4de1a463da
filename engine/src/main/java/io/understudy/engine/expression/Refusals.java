package io.understudy.engine.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words of the original's language that are refused for good, why, and what to write instead. */
final class Refusals {
  /** Why, and the remedy. */
  record Refusal(String reason, String remedy) {}

  private static final Map<String, Refusal> NAMES =
      Map.of(
          "cycler",
          new Refusal(
              "\"cycler\" counts rows, and a value must not depend on the rows before it",
              "write [\"a\", \"b\"][index % 2]"),
          "data",
          new Refusal(
              "of \"data\", which is the whole table, there is data.columns and data.COLUMN.unique() here, as"
                  + " the value of a var",
              "write one of these in vars, or use row.x and column.name in a rule"),
          "joiner",
          new Refusal(
              "\"joiner\" is for loops, and expressions have none", "write items | join(\", \")"),
          "lipsum",
          new Refusal("\"lipsum\" makes random text that no key decides on", "write fake.text()"),
          "namespace",
          new Refusal(
              "\"namespace\" is for assigning in loops, and expressions have none",
              "use vars, or foreach in the rule"));

  private static final Map<String, Refusal> FILTERS =
      Map.of(
          "detect_entities",
          new Refusal(
              "filter \"detect_entities\" would give the original values as they are",
              "write fake_entities, redact_entities or hash_entities"),
          "urlize",
          new Refusal(
              "filter \"urlize\" makes HTML, which is no value of a table",
              "leave it out, or write re.sub(...)"));

  private static final Map<String, Refusal> METHODS =
      Map.of(
          "encode",
          new Refusal(
              "method \"encode\" makes bytes, which expressions do not have",
              "leave it out, texts are written as UTF-8"),
          "format_map",
          new Refusal(
              "method \"format_map\" is not part of the language",
              "name the values, such as \"{a}\".format(a=vars.a)"));

  private static final Map<String, Refusal> REGEX =
      Map.of(
          "compile",
          new Refusal(
              "\"re.compile\" is not needed: a pattern that does not depend on the row is compiled"
                  + " once",
              "write re.sub(pattern, ...) and the like"),
          "subn",
          new Refusal("\"re.subn\" gives a pair, of which a cell needs one part", "write re.sub"),
          "template",
          new Refusal("\"re.template\" is obsolete in Python itself", "write re.sub"),
          "purge",
          new Refusal("\"re.purge\" has no value", "remove it"));

  private Refusals() {}

  static @Nullable Refusal ofName(String name) {
    return NAMES.get(name);
  }

  static @Nullable Refusal ofFilter(String name) {
    return FILTERS.get(name);
  }

  static @Nullable Refusal ofMethod(String name) {
    return METHODS.get(name);
  }

  static @Nullable Refusal ofRegex(String name) {
    return REGEX.get(name);
  }
}
