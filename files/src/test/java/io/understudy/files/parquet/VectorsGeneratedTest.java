package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.Batch;
import io.understudy.files.ColumnVector;
import io.understudy.files.ValueType;
import io.understudy.files.VectorReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Vectors, which are taken from pages, hold what parquet-java's reader says of each row. */
class VectorsGeneratedTest {
  private static final int CASES = Integer.getInteger("understudy.cases", 300);

  @Test
  void vectorsHoldWhatRowsSay() throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      byte[] file = ParquetGeneratedTest.file(new Random(seed));
      try {
        assertThat(vectors(file)).isEqualTo(rows(file));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static List<List<String>> vectors(byte[] file) {
    List<List<String>> rows = new ArrayList<>();
    try (VectorReader reader =
        (VectorReader) ParquetReader.open("t", new MemoryObject("file", file))) {
      List<ColumnVector> vectors = reader.vectors();
      for (int count = reader.nextVectors(); count > 0; count = reader.nextVectors()) {
        assertThat(reader.firstRow()).isEqualTo(rows.size());
        for (int i = 0; i < count; i++) {
          int row = i;
          rows.add(vectors.stream().map(vector -> text(vector, row)).toList());
        }
      }
    }
    return rows;
  }

  private static String text(ColumnVector vector, int row) {
    if (vector.isNull(row)) {
      return "null";
    }
    if (!vector.hasBytes()) {
      return Long.toString(vector.number(row));
    }
    byte[] bytes =
        Arrays.copyOfRange(
            vector.array(row), vector.offset(row), vector.offset(row) + vector.length(row));
    return vector.type() == ValueType.NUMERIC
        ? new BigInteger(bytes).toString()
        : HexFormat.of().formatHex(bytes);
  }

  private static List<List<String>> rows(byte[] file) {
    List<List<String>> rows = new ArrayList<>();
    try (VectorReader reader =
        (VectorReader) ParquetReader.open("t", new MemoryObject("file", file))) {
      List<ColumnVector> types = reader.vectors();
      Batch batch = new Batch(types.size(), 100);
      while (reader.next(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < types.size(); i++) {
            cells.add(text(batch.column(i)[row], types.get(i).type()));
          }
          rows.add(cells);
        }
      }
    }
    return rows;
  }

  private static String text(Object value, ValueType type) {
    return switch (value) {
      case null -> "null";
      case Boolean truth -> truth ? "1" : "0";
      case Double real -> Long.toString(Double.doubleToRawLongBits(real));
      case BigDecimal decimal -> decimal.unscaledValue().toString();
      case LocalDate day -> Long.toString(day.toEpochDay());
      case LocalTime time -> Long.toString(time.toNanoOfDay() / 1000);
      case LocalDateTime moment -> micros(moment.toInstant(ZoneOffset.UTC));
      case Instant moment -> micros(moment);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case String uuid when type == ValueType.UUID -> uuid(UUID.fromString(uuid));
      case String text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
      default -> Objects.toString(value);
    };
  }

  private static String uuid(UUID uuid) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(uuid.getMostSignificantBits())
        + hex.toHexDigits(uuid.getLeastSignificantBits());
  }

  private static String micros(Instant moment) {
    return Long.toString(moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000);
  }
}
