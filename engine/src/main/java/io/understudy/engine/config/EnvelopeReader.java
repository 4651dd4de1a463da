package io.understudy.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Finds the config in a document of any of these forms:
 *
 * <ul>
 *   <li>classic: {@code models: [ { transform_v2: CONFIG } ]}
 *   <li>task: {@code task: { name: transform, config: CONFIG }}
 *   <li>workflow: {@code steps: [ { task: transform, config: CONFIG } ]}, beside steps of other
 *       tasks
 *   <li>bare: CONFIG itself
 * </ul>
 *
 * <p>where CONFIG has {@code globals}, {@code steps} and, for several tables, {@code
 * table_specific_configs} with one such document per table, and {@code only} or {@code ignore}.
 * {@code data_source} and the like are taken without effect: the pipeline says what is read.
 */
final class EnvelopeReader {
  private static final Words CLASSIC = Words.of("models", "schema_version", "name");
  private static final Words MODEL = Words.of("transform_v2");
  private static final Words TASK = Words.of("task", "schema_version", "name");
  private static final Words TASK_BODY = Words.of("name", "config");
  private static final Words WORKFLOW =
      Words.of("steps", "version", "schema_version", "name", "description", "inputs", "trigger");
  private static final Words WORKFLOW_STEP =
      Words.of("task", "config", "name", "description", "inputs");
  private static final Words CONFIG =
      Words.of(
          "globals",
          "steps",
          "table_specific_configs",
          "only",
          "ignore",
          "data_source",
          "schema_version",
          "version",
          "name");
  private static final Words TABLE =
      Words.of("globals", "steps", "data_source", "schema_version", "version", "name");

  private final Document document;

  EnvelopeReader(Document document) {
    this.document = document;
  }

  Config read() {
    Place top = document.place(document.root(), "");
    @Nullable Section config = config(document.root(), "", CONFIG).orElse(null);
    if (config == null) {
      TableConfig none = new TableConfig(top, Globals.DEFAULT, List.of());
      return new Config(none, false, Map.of(), null, List.of(), List.of());
    }
    TableConfig common = table(config, Globals.DEFAULT);
    List<Text> only = config.has("only") ? config.texts("only") : List.of();
    List<Text> ignore = config.has("ignore") ? config.texts("ignore") : List.of();
    if (config.has("only") && config.has("ignore")) {
      config.problem("ignore", "\"only\" and \"ignore\" exclude each other", "remove one of them");
    }
    Map<String, TableConfig> tables = new LinkedHashMap<>();
    config
        .value("table_specific_configs")
        .ifPresent(
            node -> {
              Section section =
                  Section.any(document, node, config.pathOf("table_specific_configs"));
              for (String table : section.keys()) {
                String path = section.pathOf(table);
                leftOut(section, table, config.has("only"), only, ignore);
                config(section.written(table), path, TABLE)
                    .ifPresent(own -> tables.put(table, table(own, common.globals())));
              }
            });
    if (!config.has("steps") && !config.has("table_specific_configs")) {
      config.problem("there are no steps", "add steps: (an empty list, [], changes nothing)");
    }
    return new Config(
        common,
        config.has("steps"),
        tables,
        config.has("only") ? values(only) : null,
        values(ignore),
        document.notes().inOrder());
  }

  private static void leftOut(
      Section tables, String table, boolean hasOnly, List<Text> only, List<Text> ignore) {
    boolean pattern = table.indexOf('*') >= 0 || table.indexOf('?') >= 0;
    if (values(ignore).contains(table) || (hasOnly && !pattern && !values(only).contains(table))) {
      tables.problem(
          table,
          "table \"" + table + "\" has a config, but \"only\" or \"ignore\" leaves it out",
          "remove one of the two");
    }
  }

  private TableConfig table(Section config, Globals outer) {
    Globals globals = GlobalsReader.read(document, config, outer);
    StepReader reader = new StepReader(document, globals.written());
    List<Step> steps = new ArrayList<>();
    if (config.has("steps") && config.value("steps").isEmpty()) {
      config.problem("steps", "a list is expected, found nothing", "write [] for no steps");
    }
    config.items("steps").forEach(item -> steps.add(reader.read(item)));
    return new TableConfig(config.place("steps").orElse(config.place()), globals, steps);
  }

  /** The mapping with the globals and steps; absent if there is none, which is a problem. */
  private Optional<Section> config(Node node, String path, Words words) {
    Section any = Section.any(document, node, path);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    if (any.has("models")) {
      return classic(any.checked(CLASSIC), words);
    }
    if (any.has("task")) {
      Section task = any.checked(TASK).section("task", TASK_BODY).orElse(null);
      if (task == null) {
        return nothing(any, "task");
      }
      task.text("name")
          .filter(name -> !name.value().equals("transform"))
          .ifPresent(name -> task.problem(name, "the task must be transform", ""));
      return body(task, "config", words);
    }
    if (isWorkflow(any)) {
      return workflow(any.checked(WORKFLOW), words);
    }
    return Optional.of(any.checked(words));
  }

  private Optional<Section> classic(Section document, Words words) {
    List<Section.Item> models = document.items("models");
    if (models.size() != 1) {
      document.problem(
          "models", "one model is expected, found " + models.size(), "keep the transform_v2 model");
      return Optional.empty();
    }
    Section.Item item = models.get(0);
    return body(Section.of(this.document, item.node(), item.path(), MODEL), "transform_v2", words);
  }

  /** Steps of a workflow have a task; steps of a config never do. */
  private static boolean isWorkflow(Section section) {
    return section.value("steps").stream()
        .filter(SequenceNode.class::isInstance)
        .flatMap(node -> ((SequenceNode) node).getValue().stream())
        .anyMatch(EnvelopeReader::hasTask);
  }

  private static boolean hasTask(Node node) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals("task"));
  }

  private Optional<Section> workflow(Section workflow, Words words) {
    List<Section> transforms = new ArrayList<>();
    for (Section.Item item : workflow.items("steps")) {
      Section step = Section.any(document, item.node(), item.path());
      if (step.text("task").map(Text::value).orElse("").equals("transform")) {
        transforms.add(step.checked(WORKFLOW_STEP));
      }
    }
    if (transforms.size() != 1) {
      workflow.problem(
          "steps",
          "one step with task: transform is expected, found " + transforms.size(),
          "post each transform as a pipeline of its own");
      return Optional.empty();
    }
    return body(transforms.get(0), "config", words);
  }

  private Optional<Section> body(Section section, String key, Words words) {
    Optional<Section> body = section.section(key, words);
    return body.isPresent() ? body : nothing(section, key);
  }

  private static Optional<Section> nothing(Section section, String key) {
    section.problem(key, "\"" + key + "\" with globals and steps is expected, found nothing", "");
    return Optional.empty();
  }

  private static List<String> values(List<Text> texts) {
    return texts.stream().map(Text::value).toList();
  }
}
