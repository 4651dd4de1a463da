package io.understudy.loader.mariadb;

import io.understudy.files.Sha256;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.schema.SchemaRecord.Statement;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables of MariaDB as PostgreSQL can have them: columns with their types, not-null and numbering,
 * keys and indexes of whole columns, and foreign keys. Defaults, checks, generated columns,
 * comments and partitions are not carried over.
 */
final class PortableSchema {
  private static final int HASH = 16;

  private static final String INDEXES =
      """
      select index_name, non_unique = 0, column_name,
             sub_part is not null or index_type <> 'BTREE'
      from information_schema.statistics
      where table_schema = database() and table_name = ?
      order by index_name <> 'PRIMARY', index_name, seq_in_index
      """;

  private final Session session;
  private final List<MariaDbTable> tables;
  private final List<Reference> references;
  private final Map<Reference, String> rules;
  private final Map<String, Set<Set<String>>> keys = new LinkedHashMap<>();

  /**
   * @param rules of foreign keys, as far as they have any: {@code ON DELETE CASCADE}, as MariaDB
   *     shows them
   */
  PortableSchema(
      Session session,
      List<MariaDbTable> tables,
      List<Reference> references,
      Map<Reference, String> rules) {
    this.session = session;
    this.tables = List.copyOf(tables);
    this.references = List.copyOf(references);
    this.rules = Map.copyOf(rules);
  }

  /** An index; {@code odd} if it is of something other than whole columns with values. */
  private record Index(String name, boolean unique, List<String> columns, boolean odd) {}

  /** The statements, in order. */
  List<Statement> statements() throws SQLException {
    List<Statement> statements = new ArrayList<>();
    for (MariaDbTable table : tables) {
      String name = Names.quoted(table.name());
      statements.add(
          new Statement(
              table.name(),
              table.columns().stream()
                  .map(PortableSchema::column)
                  .collect(Collectors.joining(",\n  ", "create table " + name + " (\n  ", "\n)")),
              "drop table if exists " + name,
              false));
    }
    for (MariaDbTable table : tables) {
      for (Index index : indexes(table)) {
        if (!index.odd()) {
          statements.add(new Statement(table.name(), sql(table, index), null, false));
        }
      }
    }
    for (Reference reference : references) {
      if (keys.getOrDefault(reference.parent(), Set.of()).contains(Set.copyOf(reference.keys()))) {
        statements.add(foreignKey(reference));
      }
    }
    return statements;
  }

  private List<Index> indexes(MariaDbTable table) throws SQLException {
    Set<String> there = new HashSet<>(table.columns().stream().map(Column::name).toList());
    Map<String, Index> byName = new LinkedHashMap<>();
    for (Index one :
        session.query(
            INDEXES,
            row ->
                new Index(
                    row.getString(1),
                    row.getBoolean(2),
                    List.of(row.getString(3)),
                    row.getBoolean(4)),
            table.name())) {
      Index checked =
          new Index(
              one.name(),
              one.unique(),
              one.columns(),
              one.odd() || !there.containsAll(one.columns()));
      byName.merge(one.name(), checked, PortableSchema::joined);
    }
    return List.copyOf(byName.values());
  }

  private static Index joined(Index first, Index next) {
    List<String> columns = new ArrayList<>(first.columns());
    columns.addAll(next.columns());
    return new Index(first.name(), first.unique(), columns, first.odd() || next.odd());
  }

  private String sql(MariaDbTable table, Index index) {
    String name = Names.quoted(table.name());
    String columns = " (" + Names.quoted(index.columns()) + ")";
    if (!index.unique()) {
      return "create index on " + name + columns;
    }
    keys.computeIfAbsent(table.name(), t -> new HashSet<>()).add(Set.copyOf(index.columns()));
    return "alter table "
        + name
        + " add "
        + (index.name().equals("PRIMARY") ? "primary key" : "unique")
        + columns;
  }

  private Statement foreignKey(Reference key) {
    String name =
        Names.problem(key.name()).isEmpty()
            ? key.name()
            : "fk_" + Sha256.of(key.name().getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
    return new Statement(
        key.child(),
        "alter table "
            + Names.quoted(key.child())
            + " add constraint "
            + Names.quoted(name)
            + " foreign key ("
            + Names.quoted(key.columns())
            + ") references "
            + Names.quoted(key.parent())
            + " ("
            + Names.quoted(key.keys())
            + ")"
            // its "restrict" is what "no action" is there, which alone lets rows be replaced
            + rules.getOrDefault(key, "").replace(" RESTRICT", " NO ACTION"),
        "alter table if exists "
            + Names.quoted(key.child())
            + " drop constraint if exists "
            + Names.quoted(name),
        false);
  }

  private static String column(Column column) {
    return Names.quoted(column.name())
        + " "
        + type(column)
        + (column.increments() && !type(column).startsWith("numeric")
            ? " generated by default as identity"
            : "")
        + (column.nullable() ? "" : " not null");
  }

  /** Which holds all values that the column can have. */
  private static String type(Column column) {
    return switch (column.type()) {
      case "tinyint", "year" -> "smallint";
      case "smallint" -> column.unsigned() ? "integer" : "smallint";
      case "mediumint" -> "integer";
      case "int" -> column.unsigned() ? "bigint" : "integer";
      case "bigint" -> column.unsigned() ? "numeric(20)" : "bigint";
      case "bit" -> column.size() == 1 ? "boolean" : column.size() < 64 ? "bigint" : "numeric(20)";
      case "decimal" -> "numeric(" + column.size() + "," + column.scale() + ")";
      case "float" -> "real";
      case "double" -> "double precision";
      case "date", "uuid", "json" -> column.type();
      case "time" -> "time(" + column.size() + ")";
      case "datetime" -> "timestamp(" + column.size() + ")";
      case "timestamp" -> "timestamp(" + column.size() + ") with time zone";
      case "char", "varchar" -> "varchar(" + Math.max(1, column.size()) + ")";
      case "inet4", "inet6" -> "inet";
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> "bytea";
      default -> "text";
    };
  }
}
