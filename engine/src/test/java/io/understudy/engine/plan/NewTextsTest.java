package io.understudy.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.NewText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of new texts has bounds, whatever the texts and however many columns. */
class NewTextsTest {
  private static final int MANY = 1000;

  @Test
  void aTextThatComesAgainIsOneObject() {
    NewTexts texts = new NewTexts(1);

    assertThat(texts.of("a".repeat(64))).isSameAs(texts.of("a".repeat(64)));
    assertThat(texts.of(null)).isSameAs(texts.of(null));
  }

  @Test
  void aLongTextIsNotKept() {
    NewTexts texts = new NewTexts(1);

    assertThat(texts.of("a".repeat(65))).isNotSameAs(texts.of("a".repeat(65)));
  }

  @Test
  void theBytesOfALongTextAreNotKept() {
    NewText text = new NewText("a");
    text.keep(new byte[65]);
    assertThat(text.written()).isNull();

    text.keep(new byte[64]);
    assertThat(text.written()).hasSize(64);
  }

  @Test
  void theMoreColumnsTheFewerTextsOfEach() {
    assertThat(kept(1)).isGreaterThan(MANY / 2);
    assertThat(kept(1 << 12)).isBetween(1, 1 << 4);
    assertThat(kept(1 << 20)).isBetween(1, 2);
  }

  private static int kept(int columns) {
    NewTexts texts = new NewTexts(columns);
    List<NewText> first = IntStream.range(0, MANY).mapToObj(i -> texts.of("text " + i)).toList();
    int kept = 0;
    for (int i = MANY - 1; i >= 0; i--) {
      kept += texts.of("text " + i) == first.get(i) ? 1 : 0;
    }
    return kept;
  }

  @Test
  void textsThatHardlyRepeatAreNotKept() {
    NewTexts texts = new NewTexts(1);
    IntStream.range(0, 20_000).forEach(i -> texts.of("text " + i));

    assertThat(texts.of("again")).isNotSameAs(texts.of("again"));
  }
}
