package io.understudy.scheduler.pipeline;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.engine.TransformConfig;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The transform config inside a pipeline. One that is written inline, or as a literal block, is cut
 * out of the document with as many line ends and blanks before it as it takes to keep every line
 * and column: problems found in it, now or by a worker, are at their place in the pipeline.
 *
 * @param yaml the config's text
 * @param inPlace whether its lines and columns are the pipeline's
 * @param start where it begins in the pipeline
 */
record TransformBlock(String yaml, boolean inPlace, Mark start) {
  static TransformBlock of(Node node, String document) {
    Mark start = node.getStartMark();
    int end = offset(document, node.getEndMark());
    if (node instanceof ScalarNode scalar) {
      if (scalar.getScalarStyle() != DumperOptions.ScalarStyle.LITERAL) {
        return new TransformBlock(scalar.getValue(), false, start);
      }
      int next = document.indexOf('\n', offset(document, start)) + 1;
      String lines = next == 0 || next > end ? "" : document.substring(next, end);
      return new TransformBlock("\n".repeat(start.getLine() + 1) + lines, true, start);
    }
    String lines = document.substring(offset(document, start), end);
    return new TransformBlock(
        "\n".repeat(start.getLine()) + " ".repeat(start.getColumn()) + lines, true, start);
  }

  /** Everything that the engine finds wrong with it, at its place in the pipeline. */
  List<Problem> problems() {
    try {
      TransformConfig.parse(Pipeline.DOCUMENT, yaml);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(this::placed).toList();
    }
  }

  private Problem placed(Problem problem) {
    boolean known = inPlace && problem.line() > 0;
    return new Problem(
        Pipeline.DOCUMENT,
        known ? problem.line() : start.getLine() + 1,
        known ? problem.column() : start.getColumn() + 1,
        problem.path().isEmpty() ? "transform" : "transform." + problem.path(),
        problem.message()
            + (inPlace || problem.line() == 0 ? "" : " (line " + problem.line() + " of the text)"),
        problem.remedy());
  }

  /** The key that {@code globals.key} names, in whichever envelope. */
  static Optional<String> keyId(Node node) {
    return globalsKey(node, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** {@code seen}: aliases make a document refer to itself. */
  private static Optional<String> globalsKey(Node node, Set<Node> seen) {
    if (!seen.add(node)) {
      return Optional.empty();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream()
          .flatMap(item -> globalsKey(item, seen).stream())
          .findFirst();
    }
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Optional<String> key =
          named(tuple, "globals") && tuple.getValueNode() instanceof MappingNode globals
              ? globals.getValue().stream()
                  .filter(each -> named(each, "key"))
                  .map(NodeTuple::getValueNode)
                  .filter(ScalarNode.class::isInstance)
                  .map(each -> ((ScalarNode) each).getValue())
                  .findFirst()
              : globalsKey(tuple.getValueNode(), seen);
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  private static boolean named(NodeTuple tuple, String name) {
    return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
  }

  /** Marks count code points. */
  private static int offset(String document, Mark mark) {
    return document.offsetByCodePoints(0, mark.getIndex());
  }
}
