package io.understudy.loader.schema;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.schema.SchemaRecord.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the form of tables from a source's catalogue, in the session's transaction. */
public final class SchemaReader {
  private final Session session;
  private final String schema;

  public SchemaReader(Session session, String schema) {
    this.session = session;
    this.schema = schema;
  }

  /**
   * Reads it. The search path of the transaction is the schema then.
   *
   * @param tables that are recorded, with what hangs on them; foreign keys to others are left out
   * @param all whether these are all of the schema
   */
  public SchemaRecord read(Set<String> tables, boolean all) throws SQLException {
    session.execute("set local search_path to " + Names.quoted(schema));
    List<Statement> before = new ArrayList<>();
    for (String query : Catalogue.SURROUNDINGS) {
      before.addAll(statements(query, tables, true));
    }
    for (String query : Catalogue.BEFORE) {
      before.addAll(statements(query, tables, false));
    }
    List<Statement> after = new ArrayList<>();
    for (String query : Catalogue.VIEWS) {
      after.addAll(statements(query, tables, !all));
    }
    after.addAll(
        statements(TableCatalogue.POLICIES, tables, true)); // of roles that may not be there
    for (String query : Catalogue.AFTER) {
      for (Statement each : statements(query, tables, false)) {
        // what belongs to no table may need a view that was left out
        after.add(each.table() == null && !all ? each.asOptional() : each);
      }
    }
    for (String query : Catalogue.WHERE_POSSIBLE) {
      after.addAll(statements(query, tables, true));
    }
    return new SchemaRecord(tables.stream().sorted().toList(), before, after, null);
  }

  private List<Statement> statements(String query, Set<String> tables, boolean optional)
      throws SQLException {
    int parameters = (int) query.chars().filter(c -> c == '?').count();
    Object[] names = Collections.nCopies(parameters, Names.quoted(schema)).toArray();
    List<Statement> found = new ArrayList<>();
    for (Referring each : session.query(query, row -> Referring.of(row, optional), names)) {
      if (each.statement().isFor(tables)
          && (each.refersTo() == null || tables.contains(each.refersTo()))) {
        found.add(each.statement());
      }
    }
    return found;
  }

  /** A statement that needs another table beside its own, or none. */
  private record Referring(@Nullable String refersTo, Statement statement) {
    static Referring of(ResultSet row, boolean optional) throws SQLException {
      return new Referring(
          row.getString(2),
          new Statement(row.getString(1), row.getString(3), row.getString(4), optional));
    }
  }
}
