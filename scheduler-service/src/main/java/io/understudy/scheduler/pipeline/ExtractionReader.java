package io.understudy.scheduler.pipeline;

import io.understudy.files.Location;
import io.understudy.jobtable.RowCondition;
import io.understudy.scheduler.pipeline.Extraction.Retain;
import io.understudy.scheduler.pipeline.Extraction.Share;
import io.understudy.scheduler.pipeline.Extraction.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a source that is a database: a mapping instead of a place in a bucket. */
final class ExtractionReader {
  private static final Set<String> KEYS =
      ordered("database", "schema", "parts", "retain", "subset");
  private static final Set<String> SHARE_KEYS = ordered("percent", "rows", "children");
  private static final Set<String> TABLE_KEYS = ordered("target", "where");

  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?");
  private static final Pattern ROWS = Pattern.compile("[0-9]{1,9}");
  private static final long MOST_PERCENT = 100;
  private static final long MOST_ROWS = 100_000_000;

  private final Problems problems;

  ExtractionReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * What is read, and where its files go.
   *
   * @param parts the run's source
   */
  record Read(Extraction extraction, Location parts) {}

  /** Whether the source is a database. */
  static boolean is(Section top) {
    return top.node("source").filter(MappingNode.class::isInstance).isPresent();
  }

  /** Empty only if there is a problem. */
  Optional<Read> read(Section top) {
    Section source = Section.of(top.node("source").orElseThrow(), "source", KEYS, problems);
    source.required("database", "add database: NAME, as the loader service is configured");
    Optional<String> database = source.text("database");
    Optional<Location> parts = Folders.required(source, "parts", problems);
    Optional<String> schema = source.text("schema");
    Retain retain = retain(source);
    List<Share> subset = subset(source);
    List<Table> tables = tables(top);
    if (database.isEmpty() || parts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Read(new Extraction(database.get(), schema, retain, tables, subset), parts.get()));
  }

  private Retain retain(Section source) {
    Optional<String> text = source.text("retain");
    if (text.isEmpty()) {
      return Retain.ALL;
    }
    Optional<Retain> known =
        Arrays.stream(Retain.values()).filter(each -> each.text().equals(text.get())).findFirst();
    if (known.isEmpty()) {
      problems.at(
          source.node("retain").orElseThrow(),
          "source.retain",
          "expected all or none, found \"" + text.get() + "\"",
          "write one of them, or leave it out: all");
    }
    return known.orElse(Retain.ALL);
  }

  private List<Share> subset(Section source) {
    Optional<Node> node = source.node("subset");
    if (node.isEmpty()) {
      return List.of();
    }
    Section section = Section.of(node.get(), "source.subset", Set.of(), problems);
    List<Share> shares = new ArrayList<>();
    section.entries().forEach((name, value) -> shares.add(share(name, value, section)));
    if (problems.none()
        && shares.stream().allMatch(s -> s.percent().isEmpty() && s.rows().isEmpty())) {
      problems.at(
          node.get(),
          "source.subset",
          "no table has a share of its own",
          "give one percent: or rows:, or leave subset out: all rows");
    }
    return shares;
  }

  private Share share(String name, Node node, Section subset) {
    Section share = Section.of(node, subset.field(name), SHARE_KEYS, problems);
    OptionalDouble percent = OptionalDouble.empty();
    if (share.text("percent").isPresent()) {
      percent = OptionalDouble.of(number(share, "percent", PERCENT, MOST_PERCENT));
    }
    OptionalLong rows = OptionalLong.empty();
    if (share.text("rows").isPresent()) {
      rows = OptionalLong.of((long) number(share, "rows", ROWS, MOST_ROWS));
    }
    return new Share(name, percent, rows, List.copyOf(share.texts("children").values()));
  }

  private double number(Section share, String key, Pattern form, long most) {
    String text = share.text(key).orElse("");
    double value = form.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (value <= 0 || value > most) {
      problems.at(
          share.node(key).orElseThrow(),
          share.field(key),
          "expected a number above 0 and at most " + most + ", found \"" + text + "\"",
          "write such a number");
    }
    return value;
  }

  private List<Table> tables(Section top) {
    Optional<Node> node = top.node("tables");
    if (node.isEmpty()) {
      return List.of();
    }
    Section section = Section.of(node.get(), "tables", Set.of(), problems);
    if (node.get() instanceof MappingNode && section.entries().isEmpty()) {
      problems.at(
          node.get(),
          "tables",
          "is empty",
          "name a table, or leave tables out: all tables of the schema");
    }
    List<Table> tables = new ArrayList<>();
    section.entries().forEach((name, value) -> tables.add(table(name, value, section)));
    return tables;
  }

  private Table table(String name, Node node, Section tables) {
    if (node.getTag().equals(Tag.NULL)) {
      return new Table(name, Optional.empty(), Optional.empty());
    }
    Section table = Section.of(node, tables.field(name), TABLE_KEYS, problems);
    Optional<String> where = table.text("where");
    where
        .flatMap(RowCondition::problem)
        .ifPresent(
            problem ->
                problems.at(
                    table.node("where").orElseThrow(),
                    table.field("where"),
                    problem,
                    "write one condition, without comments, E'' and $$; names with a $ in double"
                        + " quotes"));
    return new Table(name, table.text("target"), where);
  }

  private static Set<String> ordered(String... keys) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
  }
}
