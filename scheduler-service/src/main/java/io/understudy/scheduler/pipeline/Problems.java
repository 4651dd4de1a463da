package io.understudy.scheduler.pipeline;

import io.understudy.engine.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** What was found wrong so far, each with its place in the document. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void at(Node node, String path, String message, String remedy) {
    at(node.getStartMark(), path, message, remedy);
  }

  void at(Mark mark, String path, String message, String remedy) {
    found.add(
        new Problem(
            Pipeline.DOCUMENT, mark.getLine() + 1, mark.getColumn() + 1, path, message, remedy));
  }

  /** What a value's own type says against it: {@code what is wrong; remedy}. */
  void refused(Node node, String path, IllegalArgumentException e) {
    String[] words = String.valueOf(e.getMessage()).split("; ", 2);
    at(node, path, words[0], words.length > 1 ? words[1] : "correct it");
  }

  void add(Problem problem) {
    found.add(problem);
  }

  boolean none() {
    return found.isEmpty();
  }

  /** In the order of the document. */
  List<Problem> sorted() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
