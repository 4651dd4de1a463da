package io.understudy.files.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.CellException;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.Compression;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.RewriteResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link FileRewriter} promises, for each text format in each compression. */
class RewriteContractTest {
  private static final int ROWS = 15_000;
  private static final UnaryOperator<Object> UPPER =
      value -> value.toString().toUpperCase(Locale.ROOT);

  /** A format, and a file of it with a column {@code id} and a column {@code name}. */
  private record Given(FileFormat format, Compression compression, byte[] plain) {
    byte[] packed() {
      return Packed.pack(plain, compression);
    }

    @Override
    public String toString() {
      return format.toString();
    }
  }

  private final BytesOut out = new BytesOut();

  static Stream<Given> formats() {
    return Stream.of(Compression.values())
        .flatMap(
            compression ->
                Stream.of(
                    new Given(new FileFormat.Csv(',', true, compression), compression, csv()),
                    new Given(new FileFormat.JsonLines(compression), compression, jsonLines())));
  }

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theOutputIsWrappedAsTheInputWasAndTheSameEachTime(Given given) throws Exception {
    RewriteResult result = rewrite(given, given.packed(), RulePlan.changing("name", UPPER));
    byte[] expected =
        new String(given.plain, StandardCharsets.UTF_8)
            .replaceAll("x", "X")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(Packed.unpack(out.bytes(), given.compression)).isEqualTo(expected);
    assertThat(result.rowsIn()).isEqualTo(ROWS);
    assertThat(result.rowsOut()).isEqualTo(ROWS);
    assertThat(result.bytesIn()).isEqualTo(given.packed().length);
    assertThat(result.bytesOut()).isEqualTo(out.bytes().length);
    assertThat(out.published()).isTrue();
    assertThat(out.closed()).isTrue();
    BytesOut again = new BytesOut();
    rewrite(given, given.packed(), RulePlan.changing("name", UPPER), again, () -> {}, bytes -> {});
    assertThat(again.bytes()).isEqualTo(out.bytes());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void progressIsInBytesOfTheObject(Given given) throws Exception {
    List<Long> told = new ArrayList<>();
    byte[] packed = given.packed();
    rewrite(given, packed, RulePlan.IDENTITY, out, () -> {}, told::add);
    assertThat(told).isSorted().hasSizeGreaterThan(10).last().isEqualTo((long) packed.length);
    assertThat(told.getFirst()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void nothingIsPublishedBeforeTheFenceIsChecked(Given given) {
    IllegalStateException lost = new IllegalStateException("lost");
    int[] written = new int[1];
    Runnable fence =
        () -> {
          assertThat(out.published()).isFalse();
          written[0] = out.bytes().length;
          throw lost;
        };
    assertThatThrownBy(
            () -> rewrite(given, given.packed(), RulePlan.IDENTITY, out, fence, bytes -> {}))
        .isSameAs(lost);
    assertThat(Packed.unpack(Arrays.copyOf(out.bytes(), written[0]), given.compression))
        .isEqualTo(given.plain);
    assertThat(out.published()).isFalse();
    assertThat(out.closed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void anInterruptStopsTheWorkAndNothingIsPublished(Given given) {
    long[] batches = new long[1];
    assertThatThrownBy(
            () ->
                rewrite(
                    given,
                    given.packed(),
                    RulePlan.IDENTITY,
                    out,
                    () -> {},
                    bytes -> {
                      if (++batches[0] == 3) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(batches[0]).isEqualTo(3);
    assertThat(out.published()).isFalse();
    assertThat(out.closed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aValueThatMayNotPassStopsTheFile(Given given) {
    UnaryOperator<Object> refuse =
        value -> {
          throw new CellException(7, "name", "may not pass");
        };
    assertThatThrownBy(() -> rewrite(given, given.packed(), RulePlan.changing("name", refuse)))
        .isInstanceOf(CellException.class);
    assertThat(out.published()).isFalse();
    assertThat(out.closed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aFileThatIsCutShortPublishesNothing(Given given) {
    byte[] packed = given.packed();
    byte[] cut = Arrays.copyOf(packed, packed.length * 2 / 3);
    byte[] inTheMiddleOfAValue = Arrays.copyOf(given.plain, given.plain.length - 4);
    assertThatThrownBy(
            () ->
                rewrite(
                    given,
                    given.compression == Compression.NONE ? inTheMiddleOfAValue : cut,
                    schema -> {
                      assertThat(schema.columns()).hasSize(2);
                      return RulePlan.IDENTITY.apply(schema);
                    }))
        .isInstanceOf(FileException.Terminal.class)
        .hasMessageStartingWith("s3://bucket/file: ");
    assertThat(out.published()).isFalse();
    assertThat(out.closed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aPlannerThatRefusesLeavesNothing(Given given) {
    IllegalStateException refusal = new IllegalStateException("unknown column");
    assertThatThrownBy(
            () ->
                rewrite(
                    given,
                    given.packed(),
                    schema -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(out.bytes()).isEmpty();
    assertThat(out.closed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theOutputCanBeWrappedOtherwise(Given given) throws Exception {
    for (Compression compression : Compression.values()) {
      BytesOut other = new BytesOut();
      new FileRewriter()
          .rewrite(
              "t",
              new BytesIn(given.packed()),
              given.format,
              compression,
              RulePlan.IDENTITY,
              other,
              () -> {},
              bytes -> {});
      assertThat(Packed.unpack(other.bytes(), compression)).isEqualTo(given.plain);
    }
  }

  private RewriteResult rewrite(Given given, byte[] input, Function<TableSchema, Plan> planner)
      throws InterruptedException {
    return rewrite(given, input, planner, out, () -> {}, bytes -> {});
  }

  private static RewriteResult rewrite(
      Given given,
      byte[] input,
      Function<TableSchema, Plan> planner,
      BytesOut out,
      Runnable beforePublish,
      java.util.function.LongConsumer progress)
      throws InterruptedException {
    return new FileRewriter()
        .rewrite("t", new BytesIn(input), given.format, planner, out, beforePublish, progress);
  }

  private static byte[] csv() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("id,name\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(random.nextInt(1_000_000)).append(i % 2 == 0 ? ",xxxx\n" : ",\"xx,x\"\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] jsonLines() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      text.append("{\"id\": ").append(random.nextInt(1_000_000));
      text.append(i % 2 == 0 ? ", \"name\": \"xxxx\"}\n" : ",\"name\":\"x\u4e16x\"}\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
