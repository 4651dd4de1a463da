package io.understudy.engine.expression;

import io.understudy.engine.python.Countries;
import io.understudy.engine.python.Country;
import io.understudy.engine.python.JinjaText;
import io.understudy.engine.python.PythonJson;
import io.understudy.engine.python.PythonRepr;
import io.understudy.engine.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that make texts, and those of dates and countries. */
final class TextFilters {
  private TextFilters() {}

  static Operation of(int at, String name) {
    return switch (name) {
      case "attr" ->
          operands -> ValueAttributes.find(Filters.target(operands), Methods.text(at, operands[1]));
      case "center" ->
          operands -> PythonText.center(text(at, operands), whole(at, operands, 1, 80), " ");
      case "date_format" -> operands -> date(at, operands, "%Y-%m-%d");
      case "date_parse" -> operands -> Dates.of(at, Filters.target(operands));
      case "date_time_format" -> operands -> date(at, operands, "%Y-%m-%d %H:%M:%S");
      case "e", "escape", "forceescape" -> operands -> JinjaText.escape(text(at, operands));
      case "filesizeformat" ->
          operands -> JinjaText.fileSize(number(at, operands[0]), Values.truth(operands[1]));
      case "indent" -> operands -> indent(at, operands);
      case "lookup_country" -> operands -> country(at, Filters.target(operands));
      case "lookup_locales" -> operands -> Countries.locales(country(at, Filters.target(operands)));
      case "normalize" -> operands -> normalize(at, operands);
      case "pprint" -> operands -> PythonRepr.repr(operands[0]);
      case "safe" -> operands -> operands[0];
      case "striptags" -> operands -> JinjaText.stripTags(text(at, operands));
      case "tld" -> operands -> Countries.topLevelDomain(country(at, Filters.target(operands)));
      case "tojson" ->
          operands -> PythonJson.write(operands[0], Methods.wholeOrNull(at, operands[1]));
      case "truncate" ->
          operands ->
              JinjaText.truncate(
                  text(at, operands),
                  whole(at, operands, 1, 255),
                  Values.truth(operands[2]),
                  operands[3] == null ? "..." : Methods.text(at, operands[3]),
                  whole(at, operands, 4, 5));
      case "urlencode" -> operands -> urlEncode(at, Filters.target(operands));
      case "wordcount" -> operands -> JinjaText.countWords(text(at, operands));
      case "wordwrap" ->
          operands ->
              JinjaText.wrap(
                  text(at, operands),
                  whole(at, operands, 1, 79),
                  operands[2] == null || Values.truth(operands[2]),
                  operands[3] == null ? "\n" : Methods.text(at, operands[3]),
                  operands[4] == null || Values.truth(operands[4]));
      case "xmlattr" -> operands -> attributes(at, operands);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String text(int at, @Nullable Object[] operands) {
    return Filters.text(at, operands[0]);
  }

  private static long whole(int at, @Nullable Object[] operands, int index, long otherwise) {
    return Methods.whole(at, operands[index], otherwise);
  }

  private static double number(int at, @Nullable Object value) {
    Number number = value instanceof String text ? Values.parse(text) : null;
    if (value instanceof Number n && Values.isNumber(value)) {
      number = n;
    }
    if (number == null) {
      throw new EvaluationException(at, "a number is expected, found " + Values.typeName(value));
    }
    return number.doubleValue();
  }

  private static String date(int at, @Nullable Object[] operands, String otherwise) {
    String format = operands[1] == null ? otherwise : Methods.text(at, operands[1]);
    return Dates.format(at, Filters.target(operands), format);
  }

  private static String indent(int at, @Nullable Object[] operands) {
    String by =
        operands[1] instanceof String given
            ? given
            : " ".repeat((int) Math.clamp(whole(at, operands, 1, 4), 0, 10_000));
    return JinjaText.indent(
        text(at, operands), by, Values.truth(operands[2]), Values.truth(operands[3]));
  }

  private static Country country(int at, Object value) {
    return value instanceof Country known ? known : Countries.lookup(Methods.text(at, value));
  }

  private static String normalize(int at, @Nullable Object[] operands) {
    String allow = operands[1] == null ? "" : Methods.text(at, operands[1]);
    return new Normalizing(at, allow).apply(text(at, operands));
  }

  private static String urlEncode(int at, Object value) {
    if (!(value instanceof Map<?, ?>) && !(value instanceof List<?>)) {
      return JinjaText.quoteUrl(Filters.text(at, value), false);
    }
    List<? extends @Nullable Object> pairs =
        value instanceof Map<?, ?> map ? Containers.pairs(map) : (List<?>) value;
    List<String> parts = new ArrayList<>();
    for (Object pair : pairs) {
      if (!(pair instanceof List<?> two && two.size() == 2)) {
        throw new EvaluationException(at, "urlencode needs a list of lists of two");
      }
      parts.add(
          JinjaText.quoteUrl(PythonRepr.text(two.get(0)), true)
              + "="
              + JinjaText.quoteUrl(PythonRepr.text(two.get(1)), true));
    }
    return String.join("&", parts);
  }

  private static String attributes(int at, @Nullable Object[] operands) {
    if (operands[0] instanceof Map<?, ?> map) {
      return JinjaText.xmlAttributes(map, operands[1] == null || Values.truth(operands[1]));
    }
    throw new EvaluationException(
        at, "a dictionary is expected, found " + Values.typeName(operands[0]));
  }
}
