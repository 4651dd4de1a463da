package io.understudy.engine.python;

import com.google.re2j.Pattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a regular expression of Python into one of RE2 that matches the same. For one use. */
final class PatternTranslator {
  private static final int LONGEST = 2_000;
  private static final int MOST_SIZE = 5_000;
  private static final int MOST_REPEATS = 1_000;
  private static final int DEEPEST = 50;

  private final PatternInput in;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Deque<Long> outer = new ArrayDeque<>();
  private int groups;
  private long flags;

  /** Of the group that is open, its last part included. */
  private long size;

  /** Of the part that a repeat would repeat; 0 if there is none. */
  private long part;

  PatternTranslator(String pattern, long flags) {
    this.in = new PatternInput(pattern);
    this.flags = flags;
  }

  Map<String, Integer> names() {
    return names;
  }

  int groups() {
    return groups;
  }

  /** About how many states RE2 needs. */
  long size() {
    return size;
  }

  int re2Flags() {
    return (has(PythonPattern.IGNORE_CASE) ? Pattern.CASE_INSENSITIVE : 0)
        | (has(PythonPattern.DOT_ALL) ? Pattern.DOTALL : 0);
  }

  private boolean has(long flag) {
    return (flags & flag) != 0;
  }

  String translate() {
    long known =
        PythonPattern.IGNORE_CASE
            | PythonPattern.MULTI_LINE
            | PythonPattern.DOT_ALL
            | PythonPattern.UNICODE
            | PythonPattern.VERBOSE
            | PythonPattern.ASCII;
    if ((flags & ~known) != 0) {
      throw new NoResultException("the flags are not a sum of re.I, re.M, re.S, re.X and re.A");
    }
    if (in.length() > LONGEST) {
      throw new NoResultException(
          "the regular expression is longer than " + LONGEST + " characters");
    }
    globalFlags();
    while (!in.atEnd()) {
      step(in.next());
    }
    if (!outer.isEmpty()) {
      throw in.problem("a ) is missing");
    }
    return out.toString();
  }

  private void step(int c) {
    switch (c) {
      case '\\' -> escape();
      case '[' -> atom(new ClassTranslator(in, has(PythonPattern.ASCII)).translate());
      case '(' -> open();
      case ')' -> close();
      case '|' -> {
        out.append('|');
        part = 0;
      }
      case '*', '+', '?' -> repeat((char) c == '?' ? 1 : 2, Character.toString(c));
      case '{' -> braces();
      case '.' -> atom(".");
      case '^' -> atom(has(PythonPattern.MULTI_LINE) ? "(?m:^)" : "\\A");
      case '$' -> atom(has(PythonPattern.MULTI_LINE) ? "(?m:$)" : "\\z");
      case '#' -> {
        if (has(PythonPattern.VERBOSE)) {
          while (!in.atEnd() && in.next() != '\n') {
            continue; // up to the end of the line it is a comment
          }
        } else {
          atom("#");
        }
      }
      default -> {
        boolean blank = c <= ' ' && Character.isWhitespace(c);
        if (!(blank && has(PythonPattern.VERBOSE))) {
          atom(PatternInput.literal(c));
        }
      }
    }
  }

  private void atom(String translated) {
    out.append(translated);
    part = 1;
    grow(1);
  }

  private void grow(long more) {
    size += more;
    if (size > MOST_SIZE) {
      throw in.problem("the regular expression is too large, its repeats multiply");
    }
  }

  private void escape() {
    if (in.atEnd()) {
      throw in.problem("it ends with a single \\");
    }
    int c = in.next();
    boolean ascii = has(PythonPattern.ASCII);
    switch (c) {
      case 'A' -> atom("\\A");
      case 'Z' -> atom("\\z");
      case 'b' -> atom("\\b");
      case 'B' -> atom("\\B");
      case 'd', 'D', 'w', 'W', 's', 'S' -> atom("[" + CharacterSets.of((char) c, ascii) + "]");
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (c <= '3' && in.octals(2)) {
          atom(PatternInput.literal(in.octal(c, 2)));
        } else {
          throw in.refused("a backreference (\\" + (char) c + ")");
        }
      }
      default -> atom(PatternInput.literal(in.escaped(c)));
    }
  }

  private void open() {
    if (outer.size() >= DEEPEST) {
      throw in.problem("it is nested deeper than " + DEEPEST + " levels");
    }
    if (!in.accept("?")) {
      groups++;
      begin("(");
    } else if (in.accept(":")) {
      begin("(?:");
    } else if (in.accept("P<")) {
      String name = in.name('>');
      if (names.containsKey(name)) {
        throw in.problem("two groups have the same name");
      }
      groups++;
      names.put(name, groups);
      begin("(?P<" + name + ">");
    } else if (in.accept("P=")) {
      throw in.refused("a backreference ((?P=...))");
    } else if (in.accept("#")) {
      in.skipTo(')');
    } else if (in.accept("=") || in.accept("!")) {
      throw in.refused("lookahead ((?=...), (?!...))");
    } else if (in.accept("<=") || in.accept("<!")) {
      throw in.refused("lookbehind ((?<=...), (?<!...))");
    } else if (in.accept(">")) {
      throw in.refused("an atomic group ((?>...))");
    } else if (in.accept("(")) {
      throw in.refused("a conditional group ((?(...)...))");
    } else {
      begin("(?" + localFlags() + ":");
    }
  }

  private void begin(String opening) {
    out.append(opening);
    outer.push(size);
    size = 0;
    part = 0;
  }

  /** {@code (?i)} and the like, which Python takes at the start alone. */
  private void globalFlags() {
    int start = in.position();
    if (!in.accept("(?")) {
      return;
    }
    long found = 0;
    while (!in.atEnd() && PatternInput.flag(in.peek()) != 0) {
      found |= PatternInput.flag(in.next());
    }
    if (found != 0 && in.accept(")")) {
      flags |= found;
    } else {
      in.back(start);
    }
  }

  private String localFlags() {
    StringBuilder text = new StringBuilder();
    while (!in.atEnd() && "ims-".indexOf(in.peek()) >= 0) {
      text.appendCodePoint(in.next());
    }
    if (text.indexOf("m") >= 0) {
      throw in.problem("the flag m works for the whole regular expression only");
    }
    if (text.isEmpty() || text.indexOf("-") == text.length() - 1 || !in.accept(":")) {
      throw in.problem("what follows (? is not known; flags for all of it stand at its start");
    }
    return text.toString();
  }

  private void close() {
    if (outer.isEmpty()) {
      throw in.problem("a ( is missing");
    }
    out.append(')');
    part = size + 2;
    size = outer.pop();
    grow(part);
  }

  /** {@code {2}}, {@code {2,}}, {@code {,3}}, {@code {2,3}}; any other brace stands for itself. */
  private void braces() {
    int start = in.position();
    int least = in.number();
    boolean comma = in.accept(",");
    int most = comma ? in.number() : least;
    if (!in.accept("}") || (least < 0 && !comma)) {
      in.back(start);
      atom("\\{");
      return;
    }
    if (least > MOST_REPEATS || most > MOST_REPEATS) {
      throw in.problem("a repeat is counted higher than " + MOST_REPEATS);
    }
    if (most >= 0 && least > most) {
      throw in.problem("a repeat has its numbers in the wrong order");
    }
    int from = Math.max(0, least);
    String upper = !comma ? "" : most < 0 ? "," : "," + most;
    repeat(Math.max(1, Math.max(from + (most < 0 ? 1 : 0), most)), "{" + from + upper + "}");
  }

  private void repeat(long times, String translated) {
    if (part == 0) {
      throw in.problem("there is nothing to repeat");
    }
    grow(part * (times - 1) + 1);
    part = 0;
    out.append(translated);
    if (in.accept("?")) {
      out.append('?');
    } else if (in.accept("+")) {
      throw in.refused("a possessive repeat (" + translated + "+)");
    }
    if (!in.atEnd() && (in.peek() == '*' || in.peek() == '+' || in.peek() == '?')) {
      throw in.problem("there are two repeats in a row");
    }
  }
}
