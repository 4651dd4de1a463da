package io.understudy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, 10);

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8).replace("\u001b", "ESC");
    bytes.reset();
    return text;
  }

  @Test
  void aBlockIsDrawnOverTheBlockBefore() {
    console.redraw(List.of("one", "two"));
    assertThat(printed()).isEqualTo("oneESC[K\ntwoESC[K\nESC[J");
    console.redraw(List.of("three"));
    assertThat(printed()).isEqualTo("ESC[2FthreeESC[K\nESC[J");
  }

  @Test
  void aBlockIsDrawnBelowALineThatCameInBetween() {
    console.redraw(List.of("one"));
    console.line("a notice");
    printed();
    console.redraw(List.of("two"));
    assertThat(printed()).isEqualTo("twoESC[K\nESC[J");
  }

  @Test
  void aLineThatIsDrawnOverIsCutToTheWidth() {
    console.redraw(List.of("0123456789"));
    assertThat(printed()).isEqualTo("012345678ESC[K\nESC[J");
  }

  @Test
  void nothingIsPrintedOnceItIsMute() {
    console.mute();
    console.line("line");
    console.redraw(List.of("block"));
    assertThat(printed()).isEmpty();
  }
}
