package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import io.understudy.engine.CellTexts;
import io.understudy.engine.NewText;
import io.understudy.engine.TextExecution;
import io.understudy.files.text.EightBytes;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The texts of PLAIN pages on their way through rules, decoded only where they are not ASCII. */
final class PlainTexts {
  private final TextExecution rules;
  private final CellTexts cells = new CellTexts(ByValue.SLICE);
  private byte[] body = {};
  private int at;

  PlainTexts(TextExecution rules) {
    this.rules = rules;
  }

  /** Whether values of the type can go this way. */
  static boolean fits(PrimitiveType type) {
    return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && PlainReader.isText(type)
        && !(type.getLogicalTypeAnnotation() instanceof JsonLogicalTypeAnnotation);
  }

  /** The next texts are in this body, from {@code start} on. */
  void begin(byte[] page, int start) {
    body = page;
    at = start;
  }

  /**
   * Passes the next texts through the rules.
   *
   * @param count how many; at most {@link ByValue#SLICE}
   * @throws IllegalArgumentException if the body ends before the last of them
   * @throws UnfitValueException if one is not UTF-8
   * @throws CellException if one does not pass; its row counts from the first of them
   */
  void transform(int count) {
    int start = at;
    cells.reset(body, count);
    for (int i = 0; i < count; i++) {
      int length = body.length - at < Integer.BYTES ? -1 : PlainReader.whole(body, at);
      at += Integer.BYTES;
      if (length < 0 || length > body.length - at) {
        decode(i); // those before it are read first
        throw new IllegalArgumentException("a value ends early");
      }
      cells.set(i, at, at + length);
      at += length;
    }
    if (!isAscii(start, at)) {
      decode(count);
    }
    rules.transform(cells);
  }

  private void decode(int count) {
    for (int i = 0; i < count; i++) {
      int from = cells.from(i);
      if (!isAscii(from, cells.to(i))) {
        cells.set(i, TextCells.decode(body, from, cells.to(i) - from));
      }
    }
  }

  private boolean isAscii(int from, int to) {
    long all = 0;
    int p = from;
    for (; p <= to - Long.BYTES; p += Long.BYTES) {
      all |= EightBytes.at(body, p);
    }
    for (; p < to; p++) {
      all |= body[p];
    }
    return (all & EightBytes.HIGH_BITS) == 0;
  }

  /**
   * Writes what became of the texts.
   *
   * @param count how many there were
   * @param nulls is told which became null, the first of them as {@code place}
   */
  void write(int count, PlainWriter into, BitSet nulls, int place) {
    for (int i = 0; i < count; i++) {
      NewText outcome = cells.outcome(i);
      if (outcome == null) {
        keep(i, into);
        continue;
      }
      byte[] written = outcome.written();
      if (written == null) {
        String text = outcome.text();
        if (text == null) {
          nulls.set(place + i);
          continue;
        }
        written = text.getBytes(StandardCharsets.UTF_8);
        outcome.keep(written);
      }
      into.add(written, 0, written.length);
    }
  }

  private void keep(int cell, PlainWriter into) {
    if (cells.hasBytes(cell)) {
      into.add(body, cells.from(cell), cells.to(cell) - cells.from(cell));
    } else {
      into.add(String.valueOf(cells.text(cell)));
    }
  }
}
