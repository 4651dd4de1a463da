package io.understudy.engine.plan;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ColumnType;
import io.understudy.engine.InnerPath;
import io.understudy.engine.RuleTrace;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.plan.InnerStep.Rest;
import io.understudy.engine.plan.JsonScanner.SyntaxException;
import io.understudy.engine.plan.Leaves.Leaf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules at work on the values inside of a column's JSON texts. What stands between the values that
 * become others stays as it is.
 */
final class InnerRun {
  private static final int MOST_KEYS = 10_000;

  private final InnerStep step;
  private final Detector detector;
  private final @Nullable ValueRun left;
  private final @Nullable RuleTrace trace;
  private final Node root = new Node();
  private final List<String> paths;

  /** Keys that are no personal data themselves. */
  private final Set<String> harmlessKeys = new HashSet<>();

  /** Of these, those whose values need not be named by a rule. */
  private final Set<String> cleanKeys = new HashSet<>();

  private final @Nullable Object[] one = new @Nullable Object[1];
  private JsonScanner in = new JsonScanner("");
  private String text = "";
  private final StringBuilder out = new StringBuilder();
  private int copied;
  private int depth;
  private boolean isMisplaced;

  /**
   * The rules of one kind of value.
   *
   * @param leaf where it is, and its type
   * @param run null: its values pass
   * @param paths of the rules in the document
   */
  record LeafRun(Leaf leaf, @Nullable ValueRun run, List<String> paths) {}

  /** What is known below a key. */
  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private @Nullable LeafRun values;
    private @Nullable LeafRun keys;

    @Nullable Node child(String key) {
      Node child = children.get(key);
      return child == null ? children.get(InnerPath.ANY) : child;
    }
  }

  /**
   * @param left looks for personal data in a value that no rule names; null: nobody looks
   * @param trace told which cells change; null: nobody is
   */
  InnerRun(
      InnerStep step,
      List<LeafRun> leaves,
      Detector detector,
      @Nullable ValueRun left,
      @Nullable RuleTrace trace) {
    this.step = step;
    this.detector = detector;
    this.left = left;
    this.trace = trace;
    this.paths =
        leaves.stream()
            .filter(leaf -> !leaf.leaf().place().ofKeys())
            .flatMap(leaf -> leaf.paths().stream())
            .distinct()
            .sorted()
            .toList();
    for (LeafRun leaf : leaves) {
      Node node = root;
      for (String key : leaf.leaf().place().keys()) {
        node = node.children.computeIfAbsent(key, absent -> new Node());
      }
      if (leaf.leaf().place().ofKeys()) {
        node.keys = leaf;
      } else {
        node.values = leaf;
      }
    }
  }

  int column() {
    return step.column();
  }

  /**
   * Runs over the column's cells.
   *
   * @throws CellException if one is no JSON, or a value in it cannot be transformed or may not pass
   */
  void transform(Batch batch) {
    @Nullable Object[] cells = batch.column(step.column());
    for (int row = 0; row < batch.size(); row++) {
      if (!(cells[row] instanceof String json) || batch.isDropped(row)) {
        continue;
      }
      try {
        String after = transformed(json);
        if (trace != null && !after.equals(json)) {
          tell(trace, row);
        }
        cells[row] = after;
      } catch (CellException e) {
        throw e.at(batch.firstRow() + row);
      } catch (SyntaxException e) {
        throw refused(
                "is not JSON: "
                    + e.getMessage()
                    + "; correct the value, or take out the rules that name what is in it")
            .at(batch.firstRow() + row);
      }
    }
  }

  private void tell(RuleTrace trace, int row) {
    paths.forEach(path -> trace.changed(step.column(), row, path));
  }

  private String transformed(String json) throws SyntaxException {
    text = json;
    in = new JsonScanner(json);
    out.setLength(0);
    copied = 0;
    depth = 0;
    isMisplaced = false;
    value(root);
    in.end();
    if (isMisplaced) {
      throw refused(
          "holds a text, number or boolean where rules name what is in an object; name it itself in a rule of its own, or correct the value");
    }
    return copied == 0 ? json : out.append(json, copied, json.length()).toString();
  }

  private void replace(int start, int end, String with) {
    out.append(text, copied, start).append(with);
    copied = end;
  }

  private void value(@Nullable Node node) throws SyntaxException {
    char next = in.peek();
    if (next == '{' || next == '[') {
      if (++depth > JsonScanner.DEEPEST) {
        throw in.expected("at most " + JsonScanner.DEEPEST + " levels of nesting");
      }
      if (next == '{') {
        object(node);
      } else {
        array(node);
      }
      depth--;
      return;
    }
    int start = in.at();
    String content = next == '"' ? in.string() : in.literal();
    scalar(node, start, content, next);
  }

  private void array(@Nullable Node node) throws SyntaxException {
    in.take('[');
    boolean more = !in.take(']');
    while (more) {
      value(node);
      more = in.take(',');
      if (!more && !in.take(']')) {
        throw in.expected("a comma or ]");
      }
    }
  }

  private void object(@Nullable Node node) throws SyntaxException {
    LeafRun ends = node == null || !node.children.isEmpty() ? null : node.values;
    if (ends != null && !ends.paths().isEmpty()) {
      throw new CellException(
          0,
          ends.leaf().column().name(),
          "holds an object where "
              + ends.paths().getFirst()
              + " expects a text, number or boolean; name the values in it, such as \""
              + ends.leaf().column().name()
              + ".key\"");
    }
    boolean passes = ends != null && ends.run() == null;
    in.take('{');
    boolean more = !in.take('}');
    while (more) {
      if (in.peek() != '"') {
        throw in.expected("a key in double quotes");
      }
      int start = in.at();
      String key = in.string();
      Node child = node == null || passes ? node : node.child(key);
      key(node, child, key, start, in.at());
      if (!in.take(':')) {
        throw in.expected("a colon after the key");
      }
      value(child);
      more = in.take(',');
      if (!more && !in.take('}')) {
        throw in.expected("a comma or }");
      }
    }
  }

  private void key(@Nullable Node node, @Nullable Node child, String key, int start, int end) {
    if (node != null && node.keys != null) {
      leaf(node.keys, start, end, key, true);
      return;
    }
    boolean named = node != null && (child == node || node.children.containsKey(key));
    if (step.rest() == Rest.PASSES || named || cleanKeys.contains(key)) {
      return;
    }
    if (!harmlessKeys.contains(key) && detector.inValue(key).isPresent()) {
      throw refused(
          "has a key that looks like personal data, and keys of JSON stay as they are; name the column in columns.keep if it may pass");
    }
    remember(harmlessKeys, key);
    if (child != null) {
      return; // its values are known here, and may not be elsewhere
    }
    if (step.rest() == Rest.CHECKED && detector.byColumnName(key).isPresent()) {
      throw refused(
          "has a key that looks like "
              + detector.byColumnName(key).get().entityName()
              + " by its name, and no rule covers its values (coverage is detected); name them in a rule, such as \""
              + step.name()
              + ".key\", or in columns.keep");
    }
    remember(cleanKeys, key);
  }

  private static void remember(Set<String> keys, String key) {
    if (keys.size() == MOST_KEYS) {
      keys.clear();
    }
    keys.add(key);
  }

  private CellException refused(String what) {
    return new CellException(0, step.name(), what);
  }

  private void scalar(@Nullable Node node, int start, String content, char first) {
    boolean isNull = first == 'n';
    LeafRun known = node == null ? null : node.values;
    if (known != null) {
      if (!isNull) {
        leaf(known, start, in.at(), content, first == '"');
      } else if (known.run() != null) {
        known.run().nulls(1);
      }
      return;
    }
    if (!isNull && node != null && !node.children.isEmpty()) {
      isMisplaced = true; // if the rest is JSON
      return;
    }
    if (isNull || step.rest() == Rest.PASSES) {
      return;
    }
    if (step.rest() == Rest.REFUSED) {
      throw refused(
          "has values in it that no rule names, and coverage is declared; name all of them in rules or in columns.keep, or the column itself");
    }
    if (left != null && first != 't' && first != 'f') {
      one[0] = first == '"' ? content : InnerValue.number(content);
      left.transform(one, 1);
    }
  }

  private void leaf(LeafRun leaf, int start, int end, String content, boolean isString) {
    ValueRun run = leaf.run();
    if (run == null) {
      return;
    }
    ColumnType type = leaf.leaf().column().type();
    Object before = InnerValue.parse(type, content);
    one[0] = before;
    run.transform(one, 1);
    run.count(null);
    Object after = one[0];
    if (after == null && leaf.leaf().place().ofKeys()) {
      throw new CellException(
          0, leaf.leaf().column().name(), "the new value of a key is null; change the rule");
    }
    if (!Objects.deepEquals(before, after)) {
      replace(start, end, after == null ? "null" : InnerValue.json(after, isString));
    }
  }
}
