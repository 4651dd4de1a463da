package io.understudy.loader.schema;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makes the tables of a schema again, in order, with what hangs on them. Names in the schema
 * are not qualified: they are looked up in the schema that the search path names.
 *
 * @param tables those that were recorded
 * @param before what is needed to hold rows: types, sequences, functions, tables, keys
 * @param after what is made when the rows are there: views, triggers, policies and the like
 * @param mariaDb tables of one that is a MariaDB, in its own words; the others are what of these
 *     PostgreSQL can have. Null if it is none
 */
@RegisterForReflection
public record SchemaRecord(
    List<String> tables,
    List<Statement> before,
    List<Statement> after,
    @Nullable List<Statement> mariaDb) {
  /** Name of the document beside the extracted files. */
  public static final String DOCUMENT = "_understudy/schema.json";

  /** Name of the same as SQL, for people. */
  public static final String SCRIPT = "_understudy/schema.sql";

  public SchemaRecord {
    tables = List.copyOf(tables);
    before = List.copyOf(before);
    after = List.copyOf(after);
    mariaDb = mariaDb == null ? null : List.copyOf(mariaDb);
  }

  /**
   * One statement.
   *
   * @param table without which it is not needed; null: always
   * @param undo removes what it made; null if that goes with the table. Of a constraint of a domain
   *     what removes the domain
   * @param optional whether it is left out where the target does not take it
   */
  @RegisterForReflection
  public record Statement(
      @Nullable String table, String sql, @Nullable String undo, boolean optional) {
    private static final int MOST_WORDS = 80;
    private static final String NO_DATA = " with no data";

    Statement asOptional() {
      return new Statement(table, sql, undo, true);
    }

    /** Its beginning, for messages: what it makes, not all of how. */
    public String words() {
      String line = sql.strip().lines().findFirst().orElse("");
      int end = line.indexOf(" (");
      String words = end < 0 ? line : line.substring(0, end);
      return words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words;
    }

    /** What shows without rows whether it can be made; empty: nothing does. */
    Optional<Statement> trial() {
      boolean stays = sql.startsWith("select setval(");
      boolean needsRows = optional && sql.contains(" FOREIGN KEY (");
      if (stays || needsRows) {
        return Optional.empty();
      }
      boolean reads = sql.startsWith("create materialized view ") && !sql.endsWith(NO_DATA);
      return Optional.of(reads ? new Statement(table, sql + NO_DATA, undo, optional) : this);
    }

    /** Whether it changes no domain but those that these statements undo, which a run has made. */
    boolean changesOnly(Set<String> undo) {
      return this.undo == null || !sql.startsWith("alter domain ") || undo.contains(this.undo);
    }

    /** Whether one of these tables needs it. */
    public boolean isFor(Set<String> wanted) {
      return table == null || wanted.contains(table);
    }
  }

  /** As one script. */
  public String script() {
    List<Statement> own = mariaDb;
    return (own == null ? Stream.concat(before.stream(), after.stream()) : own.stream())
        .map(statement -> statement.sql().stripTrailing())
        .map(sql -> sql.endsWith(";") ? sql : sql + ";")
        .collect(Collectors.joining("\n\n", "", "\n"));
  }
}
