package io.understudy.engine.config;

import io.understudy.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Where something is in a document. Immutable. */
public final class Place {
  private final Document.Source source;
  private final String path;
  private final int line;
  private final int column;
  private final int start;
  private final int end;
  private final @Nullable ScalarStyle style;
  private final String value;

  Place(Document.Source source, String path, Node node) {
    this.source = source;
    this.path = path;
    this.line = node.getStartMark().getLine() + 1;
    this.column = node.getStartMark().getColumn() + 1;
    this.start = node.getStartMark().getIndex();
    this.end = node.getEndMark().getIndex();
    this.style = node instanceof ScalarNode scalar ? scalar.getScalarStyle() : null;
    this.value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** Path in the document, such as {@code steps[0].rows.update[2].value}. */
  public String path() {
    return path;
  }

  /** A problem of the whole. */
  public Problem problem(String message, String remedy) {
    return new Problem(source.name(), line, column, path, message, remedy);
  }

  /** A problem of the char at this index of a text's value. */
  public Problem problem(int at, String message, String remedy) {
    if (style == null) {
      return problem(message, remedy);
    }
    String yaml = source.yaml();
    int from = source.index(start);
    int found = ScalarPosition.of(yaml, from, source.index(end), style, value, at);
    int foundLine = line;
    int foundColumn = column;
    int lineStart = from;
    for (int i = from; i < found; i++) {
      if (yaml.charAt(i) == '\n') {
        foundLine++;
        foundColumn = 1;
        lineStart = i + 1;
      }
    }
    foundColumn += yaml.codePointCount(lineStart, found);
    return new Problem(source.name(), foundLine, foundColumn, path, message, remedy);
  }
}
