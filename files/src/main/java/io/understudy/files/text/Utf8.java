package io.understudy.files.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
  /** What the JDK writes for half of a surrogate pair. */
  private static final long REPLACEMENTS = EightBytes.eight((byte) '?');

  private Utf8() {}

  /** Position of the first sequence that is not UTF-8, or -1. */
  public static int firstInvalid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + Long.BYTES <= to && (EightBytes.at(bytes, i) & EightBytes.HIGH_BITS) == 0) {
        i += Long.BYTES;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int length = sequence(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return -1;
  }

  /** Position of the first U+0000, or -1. */
  public static int firstNul(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + Long.BYTES <= to && EightBytes.zeros(EightBytes.at(bytes, i)) == 0) {
        i += Long.BYTES;
      } else if (bytes[i] == 0) {
        return i;
      } else {
        i++;
      }
    }
    return -1;
  }

  /** Length of the sequence of several bytes that starts here; 0 if it is none. */
  private static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || at + length > to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** The text as UTF-8; null if it cannot be written so: half of a surrogate pair is in it. */
  public static byte @Nullable [] encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean replaced = EightBytes.indexOf(bytes, 0, bytes.length, REPLACEMENTS) < bytes.length;
    return replaced && !isWritable(text) ? null : bytes;
  }

  /** Whether each half of a surrogate pair in the text has its other half: it can be written. */
  public static boolean isWritable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
