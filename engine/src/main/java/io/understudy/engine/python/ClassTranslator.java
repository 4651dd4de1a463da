package io.understudy.engine.python;

/** Turns what is between square brackets into RE2's syntax. */
final class ClassTranslator {
  private static final int SET = -1;

  private final PatternInput in;
  private final boolean ascii;
  private final StringBuilder out = new StringBuilder("[");

  ClassTranslator(PatternInput in, boolean ascii) {
    this.in = in;
    this.ascii = ascii;
  }

  /** From behind the opening bracket to behind the closing one. */
  String translate() {
    if (in.accept("^")) {
      out.append('^');
    }
    boolean first = true;
    while (true) {
      if (in.atEnd()) {
        throw in.problem("a ] is missing");
      }
      int c = in.next();
      if (c == ']' && !first) {
        return out.append(']').toString();
      }
      first = false;
      int from = character(c);
      if (from != SET) {
        range(from);
      }
    }
  }

  /** A single character, or {@link #SET} for a set, which is written at once. */
  private int character(int c) {
    if (c != '\\') {
      return c;
    }
    if (in.atEnd()) {
      throw in.problem("a ] is missing");
    }
    int escaped = in.next();
    return switch (escaped) {
      case 'd', 'D', 'w', 'W', 's', 'S' -> {
        out.append(CharacterSets.of((char) escaped, ascii));
        yield SET;
      }
      case 'b' -> '\b';
      case '1', '2', '3', '4', '5', '6', '7' -> in.octal(escaped, 2);
      default -> in.escaped(escaped);
    };
  }

  private void range(int from) {
    int start = in.position();
    if (!in.accept("-") || in.atEnd() || in.peek() == ']') {
      in.back(start);
      out.append(PatternInput.literal(from));
      return;
    }
    int to = character(in.next());
    if (to == SET) {
      throw in.problem("a range needs a character on both sides");
    }
    if (to < from) {
      throw in.problem("a range has its ends in the wrong order");
    }
    out.append(PatternInput.literal(from)).append('-').append(PatternInput.literal(to));
  }
}
