package io.understudy.scheduler.pipeline;

import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.scheduler.pipeline.Pipeline.Table;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one document, collecting all problems; JSON is read as the YAML that it is. */
final class PipelineReader {
  private static final int MOST_PARALLEL = 10_000;
  private static final Pattern ESCAPED_SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\/");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final Set<String> KEYS =
      keys("pipeline", "source", "sink", "transform", "tables", "load", "parallelism", "workers");
  private static final Set<String> TABLE_KEYS =
      keys("files", "format", "csv", "compression", "target");
  private static final Set<String> CSV_KEYS = keys("delimiter", "header");

  private final String document;
  private final @Nullable WorkerClasses classes;
  private final Problems problems = new Problems();

  PipelineReader(String text, @Nullable WorkerClasses classes) {
    this.classes = classes;
    String document = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.document = document.stripLeading().startsWith("{") ? jsonAsYaml(document) : document;
  }

  /** YAML lacks two things of JSON: tabs to indent with (one for one, so places stay) and \/. */
  private static String jsonAsYaml(String document) {
    return ESCAPED_SLASH.matcher(document.replace('\t', ' ')).replaceAll("$1/");
  }

  Pipeline read() {
    Section top = Section.of(compose(), "", KEYS, problems);
    Optional<String> name = name(top);
    boolean database = ExtractionReader.is(top);
    Optional<ExtractionReader.Read> extraction =
        database ? new ExtractionReader(problems).read(top) : Optional.empty();
    Optional<Location> source =
        database
            ? extraction.map(ExtractionReader.Read::parts)
            : Folders.required(top, "source", problems);
    Optional<Location> sink = Folders.required(top, "sink", problems);
    Optional<Node> transform =
        top.required("transform", "add the transform config, with globals: and steps:");
    Optional<TransformBlock> block = transform.map(this::transform);
    List<Table> tables = database ? List.of() : tables(top);
    Optional<Load> load = new LoadReader(problems).read(top);
    OptionalInt parallelism = parallelism(top);
    Workers workers = new WorkersReader(problems, classes).read(top);
    if (source.isPresent() && sink.isPresent()) {
      apart(top, source.get(), sink.get());
    }
    if (!problems.none()
        || name.isEmpty()
        || source.isEmpty()
        || sink.isEmpty()
        || block.isEmpty()) {
      throw new ConfigException(problems.sorted());
    }
    return new Pipeline(
        name.get(),
        extraction.map(ExtractionReader.Read::extraction),
        source.get(),
        sink.get(),
        block.get().yaml(),
        transform.flatMap(TransformBlock::keyId),
        tables,
        load,
        parallelism,
        workers);
  }

  private Node compose() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true); // told by Section, with the others
    @Nullable Node root;
    try {
      root = new Yaml(options).compose(new StringReader(document));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new ConfigException(
          List.of(
              new Problem(
                  Pipeline.DOCUMENT,
                  mark == null ? 0 : mark.getLine() + 1,
                  mark == null ? 0 : mark.getColumn() + 1,
                  "",
                  "this is not YAML: " + e.getProblem(),
                  "see the place; quote texts with special characters")));
    } catch (YAMLException e) {
      throw new ConfigException(
          List.of(
              new Problem(
                  Pipeline.DOCUMENT,
                  0,
                  0,
                  "",
                  "this is not YAML: " + e.getMessage(),
                  "make it smaller or less nested")));
    }
    if (root == null) {
      throw new ConfigException(
          List.of(
              new Problem(
                  Pipeline.DOCUMENT,
                  0,
                  0,
                  "",
                  "the document is empty",
                  "write pipeline:, source:, sink: and transform:")));
    }
    return root;
  }

  private Optional<String> name(Section top) {
    if (top.required("pipeline", "add pipeline: NAME").isEmpty()) {
      return Optional.empty();
    }
    Optional<String> name = top.text("pipeline");
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      problems.at(
          node(top, "pipeline"),
          "pipeline",
          "\"" + name.get() + "\" is not a name",
          "use lower-case letters, digits and -");
      return Optional.empty();
    }
    return name;
  }

  private void apart(Section top, Location source, Location sink) {
    if (!source.bucket().equals(sink.bucket())) {
      return;
    }
    boolean inside = sink.key().startsWith(source.key());
    if (inside || source.key().startsWith(sink.key())) {
      problems.at(
          node(top, "sink"),
          "sink",
          sink + (inside ? " is inside the source " : " is around the source ") + source,
          "use another bucket, or another folder beside the source");
    }
  }

  private TransformBlock transform(Node node) {
    TransformBlock block = TransformBlock.of(node, document);
    if (node instanceof ScalarNode scalar && !scalar.getValue().contains(":")) {
      problems.at(
          node,
          "transform",
          "expected a transform config, found " + Section.kind(node),
          "put the config itself here, with globals: and steps:");
      return block;
    }
    block.problems().forEach(problems::add);
    return block;
  }

  private List<Table> tables(Section top) {
    Optional<Node> node = top.node("tables");
    if (node.isEmpty()) {
      return List.of();
    }
    Section section = Section.of(node.get(), "tables", Set.of(), problems);
    if (node.get() instanceof MappingNode && section.entries().isEmpty()) {
      problems.at(
          node.get(), "tables", "is empty", "name a table, or leave tables out: one per folder");
    }
    List<Table> tables = new ArrayList<>();
    section.entries().forEach((name, value) -> tables.add(table(name, value, section.field(name))));
    return tables;
  }

  private Table table(String name, Node node, String path) {
    Section table = Section.of(node, path, TABLE_KEYS, problems);
    if (name.isBlank()) {
      problems.at(node, path, "a table needs a name", "write one before the colon");
    }
    table.required("files", "add files: \"" + name + "/*.parquet\"");
    List<FileGlob> globs = new ArrayList<>();
    table
        .texts("files")
        .forEach(
            (place, text) -> {
              try {
                globs.add(FileGlob.of(text));
              } catch (IllegalArgumentException e) {
                problems.refused(place, table.field("files"), e);
              }
            });
    return new Table(name, globs, format(table), table.text("target"));
  }

  private FormatOptions format(Section table) {
    Optional<String> type = table.text("format");
    Optional<Node> csvNode = table.node("csv");
    Optional<String> delimiter = Optional.empty();
    Optional<Boolean> header = Optional.empty();
    if (csvNode.isPresent()) {
      Section csv = Section.of(csvNode.get(), table.field("csv"), CSV_KEYS, problems);
      delimiter = csv.text("delimiter");
      header = csv.text("header").flatMap(text -> flag(csv, "header", text));
    }
    FormatOptions options = FormatOptions.BY_NAME;
    try {
      options = new FormatOptions(type.orElse(null), null, null);
    } catch (IllegalArgumentException e) {
      problems.refused(node(table, "format"), table.field("format"), e);
    }
    Optional<String> compression = table.text("compression");
    try {
      options = new FormatOptions(options.type(), null, null, compression.orElse(null));
    } catch (IllegalArgumentException e) {
      problems.refused(node(table, "compression"), table.field("compression"), e);
    }
    if (compression.isPresent() && type.filter("parquet"::equals).isPresent()) {
      problems.at(
          node(table, "compression"),
          table.field("compression"),
          "is for text files, but format is parquet, whose files stay compressed as they are",
          "leave it out");
    }
    if (type.isPresent() && !type.get().equals("csv") && csvNode.isPresent()) {
      problems.at(
          csvNode.get(),
          table.field("csv"),
          "is for CSV files, but format is " + type.get(),
          "leave one of them out");
    }
    try {
      if (delimiter.isPresent() && delimiter.get().length() == 1) {
        requireDelimiter(delimiter.get().charAt(0));
      }
      return new FormatOptions(
          options.type(), delimiter.orElse(null), header.orElse(null), options.compression());
    } catch (IllegalArgumentException e) {
      problems.refused(csvNode.orElseThrow(), table.field("csv") + ".delimiter", e);
      return options;
    }
  }

  /** Has the format itself refuse what it does not take. */
  private static void requireDelimiter(char delimiter) {
    FileFormat.ofName(".csv")
        .map(FileFormat.Csv.class::cast)
        .ifPresent(csv -> new FileFormat.Csv(delimiter, csv.header(), csv.compression()));
  }

  private Optional<Boolean> flag(Section section, String key, String text) {
    if (text.equals("true") || text.equals("false")) {
      return Optional.of(Boolean.valueOf(text));
    }
    problems.at(
        node(section, key),
        section.field(key),
        "expected true or false, found \"" + text + "\"",
        "write one of them");
    return Optional.empty();
  }

  private OptionalInt parallelism(Section top) {
    Optional<String> text = top.text("parallelism");
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    int value = text.get().matches("[0-9]{1,5}") ? Integer.parseInt(text.get()) : 0;
    if (value < 1 || value > MOST_PARALLEL) {
      problems.at(
          node(top, "parallelism"),
          "parallelism",
          "expected a whole number from 1 to " + MOST_PARALLEL + ", found \"" + text.get() + "\"",
          "write such a number, or leave it out: as many as the installation has");
      return OptionalInt.empty();
    }
    return OptionalInt.of(value);
  }

  private static Node node(Section section, String key) {
    return section.node(key).orElseThrow();
  }

  private static Set<String> keys(String... keys) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
  }
}
