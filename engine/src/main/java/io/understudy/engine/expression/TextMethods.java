package io.understudy.engine.expression;

import io.understudy.engine.python.CharacterTests;
import io.understudy.engine.python.PythonText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of Python's {@code str}. The target is a text, and the arguments needed are there. */
final class TextMethods {
  private TextMethods() {}

  static Operation of(int at, String name) {
    if (name.startsWith("is")) {
      return operands -> CharacterTests.holds(name, text(at, operands[0]));
    }
    return switch (name) {
      case "capitalize" -> operands -> Texts.capitalize(text(at, operands[0]));
      case "casefold" -> operands -> PythonText.foldCase(text(at, operands[0]));
      case "center" ->
          operands ->
              PythonText.center(text(at, operands[0]), width(at, operands), fill(at, operands));
      case "count" ->
          operands ->
              PythonText.count(
                  text(at, operands[0]),
                  text(at, operands[1]),
                  Methods.wholeOrNull(at, operands[2]),
                  Methods.wholeOrNull(at, operands[3]));
      case "endswith" -> operands -> affix(at, operands, false);
      case "expandtabs" ->
          operands ->
              PythonText.expandTabs(text(at, operands[0]), Methods.whole(at, operands[1], 8));
      case "find" -> operands -> find(at, operands, false);
      case "index" -> operands -> found(at, find(at, operands, false));
      case "join" -> operands -> join(at, text(at, operands[0]), operands[1]);
      case "ljust" ->
          operands ->
              PythonText.left(text(at, operands[0]), width(at, operands), fill(at, operands));
      case "lower" -> operands -> text(at, operands[0]).toLowerCase(Locale.ROOT);
      case "lstrip" -> operands -> strip(at, operands, true, false);
      case "partition" ->
          operands -> PythonText.partition(text(at, operands[0]), text(at, operands[1]), false);
      case "removeprefix" ->
          operands -> {
            String text = text(at, operands[0]);
            String prefix = text(at, operands[1]);
            return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
          };
      case "removesuffix" ->
          operands -> {
            String text = text(at, operands[0]);
            String suffix = text(at, operands[1]);
            return text.endsWith(suffix)
                ? text.substring(0, text.length() - suffix.length())
                : text;
          };
      case "replace" ->
          operands ->
              Texts.replace(
                  at,
                  text(at, operands[0]),
                  text(at, operands[1]),
                  text(at, operands[2]),
                  Methods.whole(at, operands[3], -1));
      case "rfind" -> operands -> find(at, operands, true);
      case "rindex" -> operands -> found(at, find(at, operands, true));
      case "rjust" ->
          operands ->
              PythonText.right(text(at, operands[0]), width(at, operands), fill(at, operands));
      case "rpartition" ->
          operands -> PythonText.partition(text(at, operands[0]), text(at, operands[1]), true);
      case "rsplit" ->
          operands ->
              PythonText.splitRight(
                  text(at, operands[0]),
                  textOrNull(at, operands[1]),
                  Methods.whole(at, operands[2], -1));
      case "rstrip" -> operands -> strip(at, operands, false, true);
      case "split" ->
          operands ->
              Texts.split(
                  at,
                  text(at, operands[0]),
                  textOrNull(at, operands[1]),
                  Methods.whole(at, operands[2], -1));
      case "splitlines" ->
          operands -> PythonText.lines(text(at, operands[0]), Values.truth(operands[1]));
      case "startswith" -> operands -> affix(at, operands, true);
      case "strip" -> operands -> strip(at, operands, true, true);
      case "swapcase" -> operands -> PythonText.swapCase(text(at, operands[0]));
      case "title" -> operands -> Texts.title(text(at, operands[0]));
      case "translate" -> operands -> translate(at, operands);
      case "upper" -> operands -> text(at, operands[0]).toUpperCase(Locale.ROOT);
      case "zfill" -> operands -> Texts.zfill(at, text(at, operands[0]), width(at, operands));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String text(int at, @Nullable Object value) {
    return Methods.text(at, value);
  }

  private static @Nullable String textOrNull(int at, @Nullable Object value) {
    return value == null ? null : text(at, value);
  }

  private static long width(int at, @Nullable Object[] operands) {
    return Methods.whole(at, operands[1], 0);
  }

  private static String fill(int at, @Nullable Object[] operands) {
    return operands[2] == null ? " " : text(at, operands[2]);
  }

  private static Long find(int at, @Nullable Object[] operands, boolean last) {
    return PythonText.find(
        text(at, operands[0]),
        text(at, operands[1]),
        Methods.wholeOrNull(at, operands[2]),
        Methods.wholeOrNull(at, operands[3]),
        last);
  }

  private static Long found(int at, Long position) {
    if (position < 0) {
      throw new EvaluationException.Missing(at, "the text does not have this part");
    }
    return position;
  }

  private static String strip(int at, @Nullable Object[] operands, boolean left, boolean right) {
    return Texts.strip(text(at, operands[0]), textOrNull(at, operands[1]), left, right);
  }

  private static boolean affix(int at, @Nullable Object[] operands, boolean prefix) {
    String text = text(at, operands[0]);
    List<?> affixes = operands[1] instanceof List<?> list ? list : List.of(text(at, operands[1]));
    Long from = Methods.wholeOrNull(at, operands[2]);
    Long to = Methods.wholeOrNull(at, operands[3]);
    for (Object affix : affixes) {
      if (PythonText.affix(text, text(at, affix), from, to, prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String translate(int at, @Nullable Object[] operands) {
    if (operands[1] instanceof Map<?, ?> table) {
      return PythonText.translate(text(at, operands[0]), table);
    }
    throw new EvaluationException(
        at, "translate needs a dictionary, found " + Values.typeName(operands[1]));
  }

  private static @Nullable String join(int at, String separator, @Nullable Object items) {
    if (!(items instanceof List<?> list)) {
      throw new EvaluationException(at, "join needs a list, found " + Values.typeName(items));
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == null) {
        return null;
      }
      joined.append(i == 0 ? "" : separator).append(text(at, list.get(i)));
      Arithmetic.refuseLong(at, joined.length());
    }
    return joined.toString();
  }
}
