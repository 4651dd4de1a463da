package io.understudy.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads {@code columns} of a step. */
final class ColumnsReader {
  static final Words WORDS = Words.of("add", "drop", "keep", "rename");
  private static final Words ADD = Words.of("name", "position", "description");
  private static final Words DROP =
      Words.of("name", "entity", "type", "position", "condition", "description");
  private static final Words KEEP = Words.of("name", "condition", "description");
  private static final Words RENAME = Words.of("name", "value", "description");

  private final Document document;
  private final ExpressionReader expressions;

  ColumnsReader(Document document, ExpressionReader expressions) {
    this.document = document;
    this.expressions = expressions;
  }

  /** Adds what is done, in the order in which it is written. */
  void read(Section columns, List<ColumnAction> into) {
    for (String action : columns.keys()) {
      switch (action) {
        case "add" -> columns.items(action).forEach(item -> add(item).ifPresent(into::add));
        case "drop" -> columns.items(action).forEach(item -> drop(item).ifPresent(into::add));
        case "keep" ->
            columns.items(action).forEach(item -> keep(columns, item).ifPresent(into::add));
        case "rename" -> into.add(rename(columns.items(action)));
        default -> {} // told already
      }
    }
  }

  private Optional<ColumnAction> add(Section.Item item) {
    Section add = section(item, ADD);
    Optional<Text> name = name(add, "name");
    @Nullable Integer position = null;
    if (add.has("position")) {
      position = add.wholeNumber("position").orElse(null);
      if (position != null && position < 0) {
        add.problem("position", "a position is not negative", "count from 0, or leave it out");
        position = null;
      }
    }
    @Nullable Integer at = position;
    return name.map(text -> new ColumnAction.Add(add.place(), text, at));
  }

  private Optional<ColumnAction> drop(Section.Item item) {
    Section drop = section(item, DROP);
    boolean selects = false;
    for (String selector : List.of("name", "entity", "type", "position", "condition")) {
      selects |= drop.has(selector);
    }
    if (!selects && !drop.keys().isEmpty()) {
      drop.problem("it does not say what goes", "add name, entity, type, position or condition");
    }
    Optional<Source> condition = expressions.read(drop, "condition");
    boolean failed = drop.has("condition") && condition.isEmpty();
    ColumnAction.Drop read =
        new ColumnAction.Drop(
            drop.place(),
            drop.has("name") ? drop.texts("name") : null,
            drop.has("entity") ? RuleReader.entities(drop) : null,
            drop.has("type") ? RuleReader.types(drop) : null,
            drop.has("position") ? drop.wholeNumbers("position") : null,
            condition.orElse(null));
    return selects && !failed ? Optional.of(read) : Optional.empty();
  }

  private ColumnAction rename(List<Section.Item> items) {
    List<ColumnAction.NewName> names = new ArrayList<>();
    for (Section.Item item : items) {
      Section rename = section(item, RENAME);
      Optional<Text> from = name(rename, "name");
      Optional<Text> to = name(rename, "value");
      if (from.isPresent() && to.isPresent()) {
        names.add(new ColumnAction.NewName(rename.place(), from.get(), to.get()));
      }
    }
    return new ColumnAction.Rename(names);
  }

  /** A column's name, or a mapping with one name or several, a condition, or both. */
  private Optional<ColumnAction> keep(Section columns, Section.Item item) {
    if (!(item.node() instanceof MappingNode)) {
      return columns.text(item).map(name -> new ColumnAction.Keep(List.of(name), null));
    }
    Section keep = section(item, KEEP);
    if (!keep.has("name") && !keep.has("condition")) {
      keep.problem("no column is named", "add name: or condition:");
      return Optional.empty();
    }
    Optional<Source> condition = expressions.read(keep, "condition");
    return keep.has("condition") && condition.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ColumnAction.Keep(
                keep.has("name") ? keep.texts("name") : null, condition.orElse(null)));
  }

  private Section section(Section.Item item, Words words) {
    Section section = Section.of(document, item.node(), item.path(), words);
    if (section.has("description")) {
      section.text("description");
    }
    return section;
  }

  /** A name that a column can have. */
  private static Optional<Text> name(Section section, String key) {
    if (!section.has(key)) {
      section.problem("there is no " + key, "add " + key + ":");
      return Optional.empty();
    }
    Optional<Text> name = section.text(key);
    if (name.isPresent() && (name.get().value().isEmpty() || name.get().value().indexOf(0) >= 0)) {
      section.problem(
          name.get(), "a column's name is not empty and has no NUL character in it", "");
      return Optional.empty();
    }
    return name;
  }
}
