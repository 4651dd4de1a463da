package io.understudy.engine.python;

import java.util.function.IntPredicate;

/** What Python's {@code str.is...} methods say. */
public final class CharacterTests {
  private CharacterTests() {}

  /**
   * The answer of a method.
   *
   * @param method such as {@code isalpha}
   */
  public static boolean holds(String method, String text) {
    return switch (method) {
      case "isalnum" -> all(text, c -> Character.isLetter(c) || isNumeric(c));
      case "isalpha" -> all(text, Character::isLetter);
      case "isascii" -> text.chars().allMatch(c -> c < 128);
      case "isdecimal" -> all(text, Character::isDigit);
      case "isdigit" -> all(text, CharacterTests::isDigit);
      case "isidentifier" -> isIdentifier(text);
      case "islower" -> cased(text, CharacterTests::isLower, c -> isUpper(c) || isTitle(c));
      case "isnumeric" -> all(text, CharacterTests::isNumeric);
      case "isprintable" -> text.codePoints().allMatch(CharacterTests::isPrintable);
      case "isspace" -> all(text, PythonText::isSpace);
      case "istitle" -> isTitle(text);
      case "isupper" -> cased(text, CharacterTests::isUpper, c -> isLower(c) || isTitle(c));
      default -> throw new IllegalArgumentException();
    };
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  private static boolean cased(String text, IntPredicate wanted, IntPredicate unwanted) {
    return text.codePoints().anyMatch(wanted) && text.codePoints().noneMatch(unwanted);
  }

  private static boolean isUpper(int c) {
    return Character.isUpperCase(c);
  }

  private static boolean isLower(int c) {
    return Character.isLowerCase(c);
  }

  private static boolean isTitle(int c) {
    return Character.getType(c) == Character.TITLECASE_LETTER;
  }

  private static boolean isTitle(String text) {
    boolean seen = false;
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      if (isUpper(c) || isTitle(c)) {
        if (inWord) {
          return false;
        }
        inWord = true;
        seen = true;
      } else if (isLower(c)) {
        if (!inWord) {
          return false;
        }
        seen = true;
      } else {
        inWord = false;
      }
    }
    return seen;
  }

  /** Decimal digits, and digits that are written high, low or in a circle. */
  private static boolean isDigit(int c) {
    return Character.isDigit(c)
        || "²³¹".indexOf(c) >= 0
        || (c >= 0x2070 && c <= 0x2089 && Character.getType(c) == Character.OTHER_NUMBER)
        || (c >= 0x2460 && c <= 0x2468)
        || (c >= 0x2474 && c <= 0x247C)
        || (c >= 0x2488 && c <= 0x2490)
        || c == 0x24EA
        || (c >= 0x24F5 && c <= 0x24FD)
        || c == 0x24FF
        || (c >= 0x2776 && c <= 0x277E)
        || (c >= 0x2780 && c <= 0x2788)
        || (c >= 0x278A && c <= 0x2792);
  }

  private static boolean isNumeric(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER
        || "零〇一二三四五六七八九十百千万億亿兆".indexOf(c) >= 0;
  }

  private static boolean isIdentifier(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int first = text.codePointAt(0);
    return (first == '_' || Character.isUnicodeIdentifierStart(first))
        && text.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c))
        && text.codePoints().noneMatch(Character::isIdentifierIgnorable);
  }

  private static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
