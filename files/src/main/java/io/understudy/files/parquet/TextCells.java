package io.understudy.files.parquet;

import io.understudy.files.parquet.CellType.Cell;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;

/** Text, UUIDs and plain bytes. */
final class TextCells {
  private static final int UUID_BYTES = 16;
  private static final int UUID_LENGTH = 36;

  private TextCells() {}

  /** Strict UTF-8; {@code fixed} is the length in bytes that values must have, or -1. */
  static Cell text(int fixed) {
    return new Cell.Bytes(
        TextCells::decode,
        value ->
            sized(
                Binary.fromConstantByteArray(((String) value).getBytes(StandardCharsets.UTF_8)),
                fixed));
  }

  static Cell raw(int fixed) {
    return new Cell.Bytes(
        Binary::getBytes, value -> sized(Binary.fromConstantByteArray((byte[]) value), fixed));
  }

  static Cell uuid() {
    return new Cell.Bytes(
        binary -> {
          ByteBuffer bytes = sized(binary, UUID_BYTES).toByteBuffer();
          return new UUID(bytes.getLong(), bytes.getLong()).toString();
        },
        value -> Binary.fromConstantByteArray(uuidBytes((String) value)));
  }

  private static Object decode(Binary binary) {
    byte[] bytes = binary.getBytesUnsafe();
    return decode(bytes, 0, bytes.length);
  }

  /** Strict UTF-8. */
  static String decode(byte[] bytes, int at, int length) {
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
      } catch (CharacterCodingException e) {
        throw new UnfitValueException("a value is not valid UTF-8");
      }
    }
    return text;
  }

  private static byte[] uuidBytes(String text) {
    if (text.length() != UUID_LENGTH) {
      throw new UnfitValueException("the new value is not a UUID, which the column holds");
    }
    try {
      UUID uuid = UUID.fromString(text);
      return ByteBuffer.allocate(UUID_BYTES)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    } catch (IllegalArgumentException e) {
      throw new UnfitValueException("the new value is not a UUID, which the column holds");
    }
  }

  static Binary sized(Binary binary, int fixed) {
    if (fixed >= 0 && binary.length() != fixed) {
      throw new UnfitValueException(
          "a value has " + binary.length() + " bytes, the column's values have " + fixed);
    }
    return binary;
  }
}
