package io.understudy.engine.plan;

import io.understudy.engine.NewText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts that a choice is made from, in their order.
 *
 * @param texts each can be encoded
 * @param outcomes what stands in a cell for each
 * @param encoded the UTF-8 bytes of each; not to be changed
 */
record ChoiceTexts(List<String> texts, List<NewText> outcomes, List<byte[]> encoded) {
  static ChoiceTexts of(List<String> texts) {
    return new ChoiceTexts(
        texts,
        texts.stream().map(NewText::new).toList(),
        texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }
}
