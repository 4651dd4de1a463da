package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Pages of texts that are broken in more than one place are refused for the first of them. */
class PlainTextsTest {
  private static final byte NO_UTF_8 = (byte) 0xFF;

  @Test
  void aTextThatIsNotUtf8ComesBeforeOneThatEndsEarly() {
    PlainTexts texts = new PlainTexts(cells -> {});
    texts.begin(new byte[] {1, 0, 0, 0, NO_UTF_8, 9, 0, 0, 0, 'a'}, 0);

    assertThatThrownBy(() -> texts.transform(2))
        .isInstanceOf(UnfitValueException.class)
        .hasMessageContaining("not valid UTF-8");
  }

  @Test
  void aTextThatEndsEarlyIsRefused() {
    PlainTexts texts = new PlainTexts(cells -> {});
    texts.begin(new byte[] {1, 0, 0, 0, 'a', 9, 0, 0, 0, 'a'}, 0);

    assertThatThrownBy(() -> texts.transform(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends early");
  }
}
