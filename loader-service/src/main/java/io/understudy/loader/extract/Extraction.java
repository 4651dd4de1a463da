package io.understudy.loader.extract;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.jobtable.RowCondition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run reads from a database: the document {@code run.extraction}.
 *
 * @param database its name among those that the loader is configured with
 * @param schema whose tables are read; null: the one that the database is configured with
 * @param retain {@code all}, or {@code none}: the files are removed when the run ends
 * @param tables only these; empty: all ordinary and partitioned tables of the schema
 * @param subset which rows are chosen, with those that they need; empty: all
 */
@RegisterForReflection
public record Extraction(
    String database,
    @Nullable String schema,
    String retain,
    List<Table> tables,
    List<Share> subset) {
  public Extraction {
    tables = List.copyOf(tables);
    subset = List.copyOf(subset);
  }

  /**
   * What a subset has of a table.
   *
   * @param percent of its rows; null: not as many
   * @param rows at most; null: not so many
   * @param children tables whose rows come with those that they refer to
   */
  @RegisterForReflection
  public record Share(
      String table, @Nullable Double percent, @Nullable Long rows, List<String> children) {
    public Share {
      children = List.copyOf(children);
    }

    /** Whether some of its rows are chosen for themselves. */
    public boolean isRoot() {
      return percent != null || rows != null;
    }
  }

  /** Names of the tables that are asked for, in their order; a set of its own. None: all. */
  public Set<String> named() {
    return tables.stream().map(Table::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Of a row of {@code parent} that is chosen, whether the rows of {@code child} are, too. */
  public boolean follows(String parent, String child) {
    return subset.stream()
        .anyMatch(share -> share.table().equals(parent) && share.children().contains(child));
  }

  /**
   * On the rows of a table, as SQL.
   *
   * @throws IllegalArgumentException if it could be more than a condition
   */
  public String condition(String table) {
    if (conditionProblem(table).isPresent()) {
      throw new IllegalArgumentException("where: of a table is not one condition");
    }
    return table(table).map(Table::where).map(where -> "(" + where + "\n)").orElse("true");
  }

  /** What is wrong with it, for a message after its name. */
  Optional<String> conditionProblem(String table) {
    return table(table).map(Table::where).flatMap(RowCondition::problem);
  }

  /**
   * One table.
   *
   * @param target name in the target if it differs
   * @param where condition on its rows, as SQL of the source; null: all rows
   */
  @RegisterForReflection
  public record Table(String name, @Nullable String target, @Nullable String where) {}

  /** What is said about a table, if anything is. */
  public Optional<Table> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** Name of a table in the target. */
  public String target(String name) {
    return table(name).map(Table::target).orElse(name);
  }
}
