package io.understudy.scheduler.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One mapping of the document: its entries by key, and where in the document it is. */
final class Section {
  private final Node place;
  private final String path;
  private final Map<String, Node> entries;
  private final Problems problems;

  private Section(Node place, String path, Map<String, Node> entries, Problems problems) {
    this.place = place;
    this.path = path;
    this.entries = entries;
    this.problems = problems;
  }

  /**
   * A mapping's entries; what is not a mapping is a problem and has none.
   *
   * @param known the keys that may be there; empty: any
   */
  static Section of(Node node, String path, Set<String> known, Problems problems) {
    Map<String, Node> entries = new LinkedHashMap<>();
    Section section = new Section(node, path, entries, problems);
    if (!(node instanceof MappingNode mapping)) {
      problems.at(
          node,
          path,
          "expected a mapping, found " + kind(node),
          known.isEmpty()
              ? "write KEY: VALUE lines"
              : "known keys are " + String.join(", ", known));
      return section;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode name)) {
        problems.at(key, path, "a key must be plain text, found " + kind(key), "write a name");
        continue;
      }
      String field = section.field(name.getValue());
      if (section.storable(key, path, name.getValue()).isEmpty()) {
        continue;
      }
      if (!known.isEmpty() && !known.contains(name.getValue())) {
        problems.at(
            key,
            field,
            "unknown key",
            NearName.of(name.getValue(), known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("known keys are " + String.join(", ", known)));
      } else if (entries.containsKey(name.getValue())) {
        problems.at(key, field, "is given twice", "keep one");
      } else {
        entries.put(name.getValue(), tuple.getValueNode());
      }
    }
    return section;
  }

  String field(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Map<String, Node> entries() {
    return entries;
  }

  /** The entry, unless it is absent or null. */
  Optional<Node> node(String key) {
    return Optional.ofNullable(entries.get(key)).filter(node -> !node.getTag().equals(Tag.NULL));
  }

  /** The entry; a problem if it is absent or null. */
  Optional<Node> required(String key, String remedy) {
    Optional<Node> node = node(key);
    // a mapping that is not one has been complained about already
    if (node.isEmpty() && place instanceof MappingNode) {
      Node at = entries.getOrDefault(key, place);
      problems.at(at, field(key), "is missing", remedy);
    }
    return node;
  }

  /** Text of a plain value. */
  Optional<String> text(String key) {
    return node(key).flatMap(node -> text(node, field(key)));
  }

  private Optional<String> text(Node node, String field) {
    if (node instanceof ScalarNode scalar) {
      return storable(node, field, scalar.getValue());
    }
    problems.at(node, field, "expected text, found " + kind(node), "write one value");
    return Optional.empty();
  }

  /** What an escape such as "\\0" makes is refused here: no database takes it. */
  private Optional<String> storable(Node node, String field, String text) {
    if (text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return Optional.of(text);
    }
    problems.at(
        node, field, "holds a character that is none (NUL or half a surrogate)", "leave it out");
    return Optional.empty();
  }

  /** A text or a list of texts with the node of each. */
  Map<Node, String> texts(String key) {
    Map<Node, String> texts = new LinkedHashMap<>();
    Node node = node(key).orElse(null);
    if (node instanceof SequenceNode sequence) {
      List<Node> items = sequence.getValue();
      if (items.isEmpty()) {
        problems.at(node, field(key), "is empty", "write at least one");
      }
      for (int i = 0; i < items.size(); i++) {
        Node item = items.get(i);
        text(item, field(key) + "[" + i + "]").ifPresent(text -> texts.put(item, text));
      }
    } else if (node != null) {
      text(node, field(key)).ifPresent(text -> texts.put(node, text));
    }
    return texts;
  }

  /** What a node is, in words. */
  static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    if (node.getTag().equals(Tag.NULL)) {
      return "nothing";
    }
    return "\"" + ((ScalarNode) node).getValue() + "\"";
  }
}
