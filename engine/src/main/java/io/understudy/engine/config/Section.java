package io.understudy.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of the document. What does not fit (unknown or repeated keys, values of another kind)
 * is added to the document's problems; readers then see it as absent.
 */
final class Section {
  private final Document document;
  private final Node node;
  private final String path;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /** One item of a list. */
  record Item(Node node, String path) {}

  private Section(Document document, Node node, String path) {
    this.document = document;
    this.node = node;
    this.path = path;
  }

  /** The mapping with its keys checked; one without keys if it is no mapping. */
  static Section of(Document document, Node node, String path, Words words) {
    return any(document, node, path).checked(words);
  }

  /** The mapping, whatever its keys are. */
  static Section any(Document document, Node node, String path) {
    Section section = new Section(document, node, path);
    if (node instanceof MappingNode mapping) {
      document.count(1 + mapping.getValue().size());
      mapping.getValue().forEach(section::add);
    } else {
      document.problem(
          node, path, "a mapping (key: value) is expected, found " + describe(node), "");
    }
    return section;
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      document.problem(
          tuple.getKeyNode(),
          path,
          "a key must be a text, found " + describe(tuple.getKeyNode()),
          "");
    } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
      document.problem(
          key, pathOf(key.getValue()), "\"" + key.getValue() + "\" is given twice", "remove one");
    }
  }

  /** This, with its keys checked. */
  Section checked(Words words) {
    if (!(node instanceof MappingNode mapping)) {
      return this;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        continue;
      }
      String name = key.getValue();
      if (!words.has(name)) {
        document.problem(key, pathOf(name), "unknown key \"" + name + "\"", words.remedy(name));
      }
    }
    return this;
  }

  String path() {
    return path;
  }

  Place place() {
    return document.place(node, path);
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Keys in the order of the document. */
  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  void problem(String message, String remedy) {
    document.problem(node, path, message, remedy);
  }

  void problem(Text text, String message, String remedy) {
    document.problems().add(text.place().problem(message, remedy));
  }

  /** Something to know about the document that does not keep it from running. */
  void note(Text text, String message, String remedy) {
    document.notes().add(text.place().problem(message, remedy));
  }

  void problem(String key, String message, String remedy) {
    document.problem(values.getOrDefault(key, node), pathOf(key), message, remedy);
  }

  /** What is written behind a key that is there. */
  Node written(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  /** The value, absent also where nothing is written behind the key. */
  Optional<Node> value(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !isNothing(value));
  }

  /** The value's place, absent as the value is. */
  Optional<Place> place(String key) {
    return value(key).map(value -> document.place(value, pathOf(key)));
  }

  Optional<Section> section(String key, Words words) {
    return value(key).map(value -> of(document, value, pathOf(key), words));
  }

  /** The items of a list. */
  List<Item> items(String key) {
    return value(key).map(value -> items(value, pathOf(key))).orElse(List.of());
  }

  private List<Item> items(Node value, String at) {
    if (!(value instanceof SequenceNode sequence)) {
      document.problem(value, at, "a list is expected, found " + describe(value), "");
      return List.of();
    }
    document.count(1 + sequence.getValue().size());
    List<Item> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Item(item, at + "[" + items.size() + "]"));
    }
    return items;
  }

  /** The mappings of a list, with their keys checked. */
  List<Section> sections(String key, Words words) {
    return items(key).stream().map(item -> of(document, item.node(), item.path(), words)).toList();
  }

  Optional<Text> text(String key) {
    Node value = values.get(key);
    return value == null ? Optional.empty() : text(new Item(value, pathOf(key)));
  }

  /** The text of a list's item. */
  Optional<Text> text(Item item) {
    if (item.node() instanceof ScalarNode scalar && !isNothing(scalar)) {
      return Optional.of(new Text(scalar.getValue(), document.place(item.node(), item.path())));
    }
    document.problem(
        item.node(), item.path(), "a text is expected, found " + describe(item.node()), "");
    return Optional.empty();
  }

  /** One text, or a list of them; at least one if the key is there. */
  List<Text> texts(String key) {
    Node value = values.get(key);
    if (!(value instanceof SequenceNode)) {
      return text(key).map(List::of).orElse(List.of());
    }
    List<Text> texts = new ArrayList<>();
    items(value, pathOf(key)).forEach(item -> text(item).ifPresent(texts::add));
    if (((SequenceNode) value).getValue().isEmpty()) {
      problem(key, "the list is empty", "name at least one, or remove the key");
    }
    return texts;
  }

  Optional<Boolean> bool(String key) {
    @Nullable Node value = value(key).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ScalarNode scalar && Tag.BOOL.equals(scalar.getTag())) {
      return Optional.of(isTrue(scalar));
    }
    problem(key, "true or false is expected, found " + describe(value), "");
    return Optional.empty();
  }

  /** Checks that a number is there, if anything is. */
  void number(String key) {
    value(key)
        .filter(value -> !Tag.INT.equals(value.getTag()) && !Tag.FLOAT.equals(value.getTag()))
        .ifPresent(value -> problem(key, "a number is expected, found " + describe(value), ""));
  }

  /** A whole number. */
  Optional<Integer> wholeNumber(String key) {
    return wholeNumber(new Item(written(key), pathOf(key)));
  }

  /** One whole number, or a list of them; at least one if the key is there. */
  List<Integer> wholeNumbers(String key) {
    if (!(written(key) instanceof SequenceNode sequence)) {
      return wholeNumber(key).map(List::of).orElse(List.of());
    }
    List<Integer> numbers = new ArrayList<>();
    items(sequence, pathOf(key)).forEach(item -> wholeNumber(item).ifPresent(numbers::add));
    if (sequence.getValue().isEmpty()) {
      problem(key, "the list is empty", "give at least one, or remove the key");
    }
    return numbers;
  }

  private Optional<Integer> wholeNumber(Item item) {
    if (item.node() instanceof ScalarNode scalar
        && Tag.INT.equals(scalar.getTag())
        && scalar.getValue().matches("[-+]?[0-9]{1,9}")) {
      return Optional.of(Integer.valueOf(scalar.getValue()));
    }
    document.problem(
        item.node(), item.path(), "a whole number is expected, found " + describe(item.node()), "");
    return Optional.empty();
  }

  static boolean isTrue(ScalarNode scalar) {
    return switch (scalar.getValue().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      default -> false;
    };
  }

  static boolean isNothing(Node node) {
    return node instanceof ScalarNode && Tag.NULL.equals(node.getTag());
  }

  static String describe(Node node) {
    return switch (node) {
      case MappingNode mapping -> "a mapping";
      case SequenceNode sequence -> "a list";
      default ->
          isNothing(node)
              ? "nothing"
              : Tag.BOOL.equals(node.getTag())
                  ? "true or false"
                  : Tag.INT.equals(node.getTag()) || Tag.FLOAT.equals(node.getTag())
                      ? "a number"
                      : "a text";
    };
  }
}
