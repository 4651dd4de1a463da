package io.understudy.loader.dialect;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Foreign keys of MariaDB's staging tables, made when the rows are there, in the likeness of those
 * of the tables that they replace. Names of foreign keys are unique in a database, so they bear the
 * run's until the old tables are gone.
 */
final class StagedKeys {
  private static final Logger LOG = Logger.getLogger(StagedKeys.class);
  private static final int LOCK_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final Pattern SUFFIX = Pattern.compile("__run\\d+$");

  private final Session session;
  private final Dialect dialect;
  private final long run;

  StagedKeys(Session session, Dialect dialect, long run) {
    this.session = session;
    this.dialect = dialect;
    this.run = run;
  }

  /**
   * Makes those that are not there yet; the database verifies that they hold.
   *
   * @param stagings by the table that each is for: keys between these are made between them
   */
  void make(ExistingTable old, Stagings stagings) throws SQLException {
    String staging = stagings.of(old.name()).name();
    List<String> there = new ArrayList<>();
    for (ExistingTable table : ExistingTable.find(session, dialect, staging).stream().toList()) {
      table.foreignKeys(session).forEach(key -> there.add(key.name()));
    }
    for (ForeignKey key : old.foreignKeys(session)) {
      String name = Names.staging(plain(key.name()), run);
      if (!there.contains(name)) {
        session.execute(
            "alter table "
                + dialect.quoted(staging)
                + " add "
                + constraint(key, name, stagings.nameOf(key.parent())));
      }
    }
  }

  /**
   * Gives those of a table that has been put in place the names that they are to have. Where others
   * use the table for too long they keep theirs until the next run that replaces it.
   */
  void giveNames(String table) throws SQLException {
    List<ForeignKey> keys = new ArrayList<>();
    for (ExistingTable found : ExistingTable.find(session, dialect, table).stream().toList()) {
      keys.addAll(found.foreignKeys(session));
    }
    for (ForeignKey key : keys) {
      String name = plain(key.name());
      if (!name.equals(key.name()) && !rename(table, key, name)) {
        LOG.warnf(
            "%s is in use: its foreign key %s gets the name %s when the table is replaced again",
            dialect.quoted(table), dialect.quoted(key.name()), dialect.quoted(name));
        return;
      }
    }
  }

  private boolean rename(String table, ForeignKey key, String name) throws SQLException {
    session.execute("set session foreign_key_checks = 0"); // they were verified
    boolean renamed = true;
    try {
      session.execute(
          "alter table "
              + dialect.quoted(table)
              + " drop foreign key "
              + dialect.quoted(key.name())
              + ", add "
              + constraint(key, name, key.parent()));
    } catch (SQLException e) {
      if (e.getErrorCode() != LOCK_TIMEOUT && e.getErrorCode() != DEADLOCK) {
        throw e;
      }
      renamed = false;
    }
    session.execute("set session foreign_key_checks = 1");
    return renamed;
  }

  private String plain(String name) {
    return SUFFIX.matcher(name).replaceFirst("");
  }

  private String constraint(ForeignKey key, String name, String parent) {
    return "constraint "
        + dialect.quoted(name)
        + " foreign key ("
        + dialect.quoted(key.columns())
        + ") references "
        + dialect.quoted(parent)
        + " ("
        + dialect.quoted(key.parentColumns())
        + ")"
        + rule(" on update ", key.onUpdate())
        + rule(" on delete ", key.onDelete());
  }

  /** Nothing for "no action" and "restrict", which are the same there and what nothing means. */
  private static String rule(String when, int rule) {
    return switch (rule) {
      case DatabaseMetaData.importedKeyCascade -> when + "cascade";
      case DatabaseMetaData.importedKeySetNull -> when + "set null";
      case DatabaseMetaData.importedKeySetDefault -> when + "set default";
      default -> "";
    };
  }
}
