package io.understudy.engine.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Parts of a document as the values that expressions have. */
final class PlainValues {
  private PlainValues() {}

  /** Lists, dictionaries with texts as keys, and scalars; null for what is nested too deep. */
  static @Nullable Object of(Document document, Node node, int depth) {
    document.count(1);
    if (depth > Document.DEEPEST) {
      return null;
    }
    return switch (node) {
      case SequenceNode list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.getValue().forEach(item -> items.add(of(document, item, depth + 1)));
        yield Collections.unmodifiableList(items);
      }
      case MappingNode mapping -> {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            entries.put(key.getValue(), of(document, tuple.getValueNode(), depth + 1));
          }
        }
        yield Collections.unmodifiableMap(entries);
      }
      default -> {
        ScalarNode scalar = (ScalarNode) node;
        yield Section.isNothing(scalar) ? null : scalar(scalar).orElse(scalar.getValue());
      }
    };
  }

  /** Empty for a text. */
  static Optional<Object> scalar(ScalarNode node) {
    try {
      String text = node.getValue();
      if (Tag.BOOL.equals(node.getTag())) {
        return Optional.of(Section.isTrue(node));
      }
      if (Tag.INT.equals(node.getTag())) {
        return Optional.of(Long.valueOf(text.replace("_", "")));
      }
      if (Tag.FLOAT.equals(node.getTag())) {
        return Optional.of(Double.valueOf(text.replace("_", "")));
      }
      if (Tag.TIMESTAMP.equals(node.getTag())) {
        String iso = text.replace(' ', 'T').toUpperCase(Locale.ROOT);
        return Optional.of(
            iso.indexOf('T') < 0 ? LocalDate.parse(iso) : (Object) LocalDateTime.parse(iso));
      }
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty(); // YAML's other ways to write numbers and times stay texts
    }
    return Optional.empty();
  }
}
