package io.understudy.loader.dialect;

import java.util.Arrays;

/** Bytes of a text that is being made; grows as needed, and is used again. */
final class TextBuffer {
  private static final int FIRST = 1 << 16;

  private byte[] bytes = new byte[FIRST];
  private int size;
  private int taken;

  /** Begins anew. */
  void clear() {
    size = 0;
    taken = 0;
  }

  /** Bytes that nobody has taken yet. */
  int left() {
    return size - taken;
  }

  /** Takes at most so many bytes. */
  int take(byte[] into, int offset, int most) {
    int count = Math.min(most, left());
    System.arraycopy(bytes, taken, into, offset, count);
    taken += count;
    return count;
  }

  /** Adds a byte. */
  void put(int b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) b;
  }

  /** Adds characters below U+0080. */
  void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  /** Adds the UTF-8 of a character from U+0080 on. */
  void utf8(int c) {
    if (c < 0x800) {
      put(0xC0 | c >> 6);
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12);
      put(0x80 | c >> 6 & 0x3F);
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | c >> 12 & 0x3F);
      put(0x80 | c >> 6 & 0x3F);
    }
    put(0x80 | c & 0x3F);
  }
}
