package io.understudy.engine.config;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML document as a tree of nodes, and what is wrong with it. Size, nesting and aliases are
 * limited, and nothing is constructed but nodes, so that no text can do harm.
 */
final class Document {
  /** The parser's time grows with the square of the longest word. */
  static final int MOST_CHARACTERS = 1 << 20;

  static final int DEEPEST = 50;
  static final int MOST_PARTS = 200_000;
  private static final int MOST_ALIASES = 1_000;

  private final Source source;
  private final Node root;
  private final Problems problems = new Problems();
  private final Problems notes = new Problems();
  private int counted;

  /** The document's text under its name; plain if no character of it takes two chars. */
  record Source(String name, String yaml, boolean plain) {

    /** Index in the text of a mark, which counts code points. */
    int index(int mark) {
      return plain ? Math.min(mark, yaml.length()) : yaml.offsetByCodePoints(0, mark);
    }

    ConfigException refused(@Nullable Mark mark, String message, String remedy) {
      int line = mark == null ? 0 : mark.getLine() + 1;
      int column = mark == null ? 0 : mark.getColumn() + 1;
      return new ConfigException(List.of(new Problem(name, line, column, "", message, remedy)));
    }
  }

  private Document(Source source, Node root) {
    this.source = source;
    this.root = root;
  }

  /**
   * Reads.
   *
   * @throws ConfigException if it is not one YAML document within the limits
   */
  static Document read(String name, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setAllowRecursiveKeys(false);
    options.setMergeOnCompose(true);
    boolean plain = yaml.codePointCount(0, yaml.length()) == yaml.length();
    Source source = new Source(name, yaml, plain);
    if (yaml.length() > MOST_CHARACTERS) {
      throw source.refused(
          null,
          "the config is longer than " + MOST_CHARACTERS + " characters",
          "split it into several pipelines");
    }
    Node root;
    try {
      root = new Yaml(options).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      throw source.refused(e.getProblemMark(), "this is not YAML: " + e.getProblem(), "");
    } catch (ReaderException e) {
      throw source.refused(null, "this is not YAML: a control character is in it", "remove it");
    } catch (YAMLException e) {
      throw source.refused(null, "this YAML is refused: " + e.getMessage(), "make it simpler");
    }
    if (root == null) {
      throw source.refused(null, "the config is empty", "write globals: and steps:");
    }
    return new Document(source, root);
  }

  /**
   * Counts what is read. Aliases make short documents long.
   *
   * @throws ConfigException if it is too much
   */
  void count(int parts) {
    counted += parts;
    if (counted > MOST_PARTS) {
      throw source.refused(
          null,
          "the config has more than " + MOST_PARTS + " parts, those behind aliases included",
          "write fewer aliases");
    }
  }

  Node root() {
    return root;
  }

  Problems problems() {
    return problems;
  }

  /** What has no effect, though it may look as if it had. */
  Problems notes() {
    return notes;
  }

  Place place(Node node, String path) {
    return new Place(source, path, node);
  }

  void problem(Node node, String path, String message, String remedy) {
    problems.add(place(node, path).problem(message, remedy));
  }
}
