package io.understudy.scheduler.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A source that is a database.
 *
 * @param database a name that the loader service is configured with
 * @param schema whose tables are read; empty: the one that the database is configured with
 * @param retain what becomes of the files between source and target
 * @param tables only these; empty: all of the schema
 * @param subset which rows are chosen, with those that they need; empty: all
 */
public record Extraction(
    String database,
    Optional<String> schema,
    Retain retain,
    List<Table> tables,
    List<Share> subset) {
  public Extraction {
    tables = List.copyOf(tables);
    subset = List.copyOf(subset);
  }

  /**
   * What a subset has of a table.
   *
   * @param percent of its rows, above 0 and at most 100
   * @param rows at most
   * @param children tables whose rows come with those that they refer to
   */
  public record Share(
      String table, OptionalDouble percent, OptionalLong rows, List<String> children) {
    public Share {
      children = List.copyOf(children);
    }
  }

  /** What becomes of the files when the run has ended. */
  public enum Retain {
    /** They stay. */
    ALL,
    /** The extracted ones are removed; the masked ones, too, if they are loaded into a target. */
    NONE;

    /** As written in a pipeline and in the job table. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One table.
   *
   * @param target name in the target if it differs
   * @param where condition on its rows, as SQL of the source
   */
  public record Table(String name, Optional<String> target, Optional<String> where) {}

  /** As {@code run.extraction}. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("database", database);
    json.put("schema", schema.orElse(null));
    json.put("retain", retain.text());
    ArrayNode all = json.putArray("tables");
    for (Table table : tables) {
      all.addObject()
          .put("name", table.name())
          .put("target", table.target().orElse(null))
          .put("where", table.where().orElse(null));
    }
    ArrayNode shares = json.putArray("subset");
    for (Share share : subset) {
      ObjectNode each = shares.addObject().put("table", share.table());
      share.percent().ifPresent(percent -> each.put("percent", percent));
      share.rows().ifPresent(rows -> each.put("rows", rows));
      ArrayNode children = each.putArray("children");
      share.children().forEach(children::add);
    }
    return json.toString();
  }
}
