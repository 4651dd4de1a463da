package io.understudy.engine.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.understudy.engine.fake.Entity;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recogniser that a config adds. What its pattern finds counts if it fits the checksum, and if
 * either the pattern alone is telling enough ({@code confidence} of {@value #TELLING} and more) or
 * one of the context words stands near.
 *
 * <p>Patterns are RE2's, so that the time is linear in the length of the text.
 *
 * @param entity what is found
 * @param pattern what it looks like in a text; null: it is known by column names only
 * @param context words, in lower case, one of which makes a find more certain
 * @param checksum what a find must fit; null: nothing
 * @param columnNames what columns that hold it are called; whole names, letter case does not matter
 * @param confidence how telling the pattern is by itself, from 0 to 1
 */
public record OwnRecogniser(
    Entity entity,
    @Nullable Pattern pattern,
    Set<String> context,
    @Nullable Checksum checksum,
    List<Pattern> columnNames,
    double confidence)
    implements Recogniser {
  /** From here on a find needs no context. */
  public static final double TELLING = 0.5;

  private static final int REACH = 60;

  public OwnRecogniser {
    Objects.requireNonNull(entity, "entity");
    Set<String> lower = new HashSet<>();
    context.forEach(word -> lower.add(word.toLowerCase(Locale.ROOT)));
    context = Set.copyOf(lower);
    columnNames = List.copyOf(columnNames);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence " + confidence + " is not from 0 to 1");
    }
  }

  /** The expression of a column name, for {@link #columnNames}. */
  public static Pattern columnName(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }

  boolean isNameOf(String columnName) {
    return columnNames.stream().anyMatch(name -> name.matcher(columnName).matches());
  }

  /** Whether this is all there is in a value; the column's name stands for the context. */
  boolean isWhole(String value) {
    return pattern != null
        && pattern.matcher(value).matches()
        && (checksum == null || checksum.fits(value));
  }

  @Override
  public void find(String text, boolean broad, Findings findings) {
    if (pattern == null) {
      return;
    }
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      int start = matcher.start();
      int end = matcher.end();
      boolean fits = end > start && (checksum == null || checksum.fits(text.substring(start, end)));
      if (fits && (confidence >= TELLING || hasContext(text, start, end))) {
        findings.add(start, end, entity);
      }
    }
  }

  private boolean hasContext(String text, int start, int end) {
    return !context.isEmpty()
        && (hasWord(text, Math.max(0, start - REACH), start)
            || hasWord(text, end, Math.min(text.length(), end + REACH)));
  }

  private boolean hasWord(String text, int from, int to) {
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
      if (end > at && context.contains(text.substring(at, end).toLowerCase(Locale.ROOT))) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }
}
