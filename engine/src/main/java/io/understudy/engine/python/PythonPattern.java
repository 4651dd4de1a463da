package io.understudy.engine.python;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in Python's syntax that runs in time linear in the text: what RE2 cannot do
 * (backreferences, lookaround, possessive repeats) is refused. Immutable, shared between threads.
 *
 * <p>The work on one text is bounded as well, as searching again and again adds up.
 */
public final class PythonPattern {
  /** {@code re.IGNORECASE}. */
  public static final long IGNORE_CASE = 2;

  /** {@code re.MULTILINE}. */
  public static final long MULTI_LINE = 8;

  /** {@code re.DOTALL}. */
  public static final long DOT_ALL = 16;

  /** {@code re.UNICODE}, which is the default. */
  public static final long UNICODE = 32;

  /** {@code re.VERBOSE}. */
  public static final long VERBOSE = 64;

  /** {@code re.ASCII}. */
  public static final long ASCII = 256;

  private static final long LEAST_READS = 20_000_000;
  private static final long MOST_STEPS = 100_000_000;
  private static final int MOST_ITEMS = 100_000;
  private static final int MOST_TEXT = 10_000_000;

  private final Pattern pattern;
  private final Map<String, Integer> names;
  private final int groups;
  private final long budget;

  private PythonPattern(Pattern pattern, PatternTranslator translated) {
    this.pattern = pattern;
    this.names = translated.names();
    this.groups = translated.groups();
    this.budget = LEAST_READS + MOST_STEPS / Math.max(1, translated.size());
  }

  /**
   * Compiles.
   *
   * @param flags sum of the constants above
   * @throws NoResultException if Python or RE2 does not take the pattern, with the place in it
   */
  public static PythonPattern compile(String pattern, long flags) {
    PatternTranslator translator = new PatternTranslator(pattern, flags);
    String translated = translator.translate();
    try {
      return new PythonPattern(Pattern.compile(translated, translator.re2Flags()), translator);
    } catch (PatternSyntaxException e) {
      throw new NoResultException("this regular expression is not valid");
    }
  }

  /** How many groups it has. */
  public int groups() {
    return groups;
  }

  Map<String, Integer> names() {
    return names;
  }

  /** The first match at or after the start, or null. */
  public @Nullable TextMatch search(String text) {
    Matcher matcher = matcher(text);
    return matcher.find() ? match(matcher, text) : null;
  }

  /** The match that starts where the text starts, or null. */
  public @Nullable TextMatch match(String text) {
    Matcher matcher = matcher(text);
    return matcher.lookingAt() ? match(matcher, text) : null;
  }

  /** The match of the whole text, or null. */
  public @Nullable TextMatch fullMatch(String text) {
    Matcher matcher = matcher(text);
    return matcher.matches() ? match(matcher, text) : null;
  }

  /** All matches, in order. */
  public List<TextMatch> all(String text) {
    List<TextMatch> all = new ArrayList<>();
    Matches matches = new Matches(text);
    while (matches.next()) {
      all.add(match(matches.matcher, text));
      if (all.size() > MOST_ITEMS) {
        throw new NoResultException("there are more than " + MOST_ITEMS + " matches");
      }
    }
    return all;
  }

  /** Python's {@code findall}: texts, or lists of the groups' texts if there are several. */
  public List<@Nullable Object> texts(String text) {
    List<@Nullable Object> found = new ArrayList<>();
    long size = 0;
    for (TextMatch match : all(text)) {
      size += match.size();
      if (size > MOST_TEXT) {
        throw new NoResultException(
            "the groups have more than " + MOST_TEXT + " characters together");
      }
      if (groups == 0) {
        found.add(match.group(0));
      } else if (groups == 1) {
        found.add(orEmpty(match.group(1)));
      } else {
        List<Object> parts = new ArrayList<>();
        for (int group = 1; group <= groups; group++) {
          parts.add(orEmpty(match.group(group)));
        }
        found.add(parts);
      }
    }
    return found;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** What is between the matches, and the groups' texts. Negative {@code most}: no splits. */
  public List<@Nullable Object> split(String text, long most) {
    List<@Nullable Object> parts = new ArrayList<>();
    Matches matches = new Matches(text);
    int from = 0;
    long size = 0;
    long left = most == 0 ? Long.MAX_VALUE : most;
    while (left > 0 && matches.next()) {
      parts.add(text.substring(from, matches.matcher.start()));
      for (int group = 1; group <= groups; group++) {
        parts.add(matches.matcher.group(group));
      }
      size += match(matches.matcher, text).size();
      if (parts.size() > MOST_ITEMS || size > MOST_TEXT) {
        throw new NoResultException(
            "there are more than " + MOST_ITEMS + " parts, or they are too long");
      }
      from = matches.matcher.end();
      left--;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** Matches replaced; {@code count} 0: all of them, negative: none. */
  public String replace(PatternReplacement replacement, String text, long count) {
    StringBuilder result = new StringBuilder();
    Matches matches = new Matches(text);
    int from = 0;
    long left = count == 0 ? Long.MAX_VALUE : count;
    while (left > 0 && matches.next()) {
      result.append(text, from, matches.matcher.start());
      replacement.append(result, matches.matcher);
      if (result.length() > MOST_TEXT) {
        throw new NoResultException("the text is longer than " + MOST_TEXT + " characters");
      }
      from = matches.matcher.end();
      left--;
    }
    return from == 0 && result.isEmpty()
        ? text
        : result.append(text, from, text.length()).toString();
  }

  /** The text with what is special in a pattern behind a backslash. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private Matcher matcher(String text) {
    return pattern.matcher(new BoundedText(text, budget));
  }

  private TextMatch match(Matcher matcher, String text) {
    int[] bounds = new int[2 * groups + 2];
    for (int group = 0; group <= groups; group++) {
      bounds[2 * group] = matcher.start(group);
      bounds[2 * group + 1] = matcher.end(group);
    }
    return new TextMatch(text, bounds, names);
  }

  /**
   * One match after the other, as Python finds them: an empty one may follow another at its end.
   */
  private final class Matches {
    private final String text;
    private final Matcher matcher;
    private int from;

    Matches(String text) {
      this.text = text;
      this.matcher = matcher(text);
    }

    boolean next() {
      if (from > text.length() || !matcher.find(from)) {
        return false;
      }
      int end = matcher.end();
      boolean empty = matcher.start() == end;
      from = !empty ? end : end == text.length() ? end + 1 : text.offsetByCodePoints(end, 1);
      return true;
    }
  }
}
