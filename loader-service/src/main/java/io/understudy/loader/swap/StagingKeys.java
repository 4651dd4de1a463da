package io.understudy.loader.swap;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.table.TargetTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Indexes, keys and foreign keys of a staging table, made after its rows are there: that is faster
 * than keeping them up to date row by row, and takes no lock that a reader of the old table would
 * wait for. What was made already is not made again.
 */
final class StagingKeys {
  // With an empty search path, so that every name in it is qualified.
  private static final String INDEXES =
      """
      select ic.relname, i.indisunique, pg_get_constraintdef(con.oid),
             substr(pg_get_indexdef(ic.oid),
                    1 + length(format('CREATE %sINDEX %I ON %I.%I',
                                      case when i.indisunique then 'UNIQUE ' else '' end,
                                      ic.relname, n.nspname, t.relname))),
             quote_literal(obj_description(ic.oid, 'pg_class')),
             quote_literal(obj_description(con.oid, 'pg_constraint')),
             i.indisreplident, i.indisclustered,
             array(
               select format('set (%s)', array_to_string(ic.reloptions, ', '))
               where con.oid is not null and ic.reloptions is not null
               union all
               select format('alter column %s set statistics %s', attnum, attstattarget)
               from pg_catalog.pg_attribute where attrelid = ic.oid and attstattarget >= 0)
      from pg_catalog.pg_index i
      join pg_catalog.pg_class ic on ic.oid = i.indexrelid
      join pg_catalog.pg_class t on t.oid = i.indrelid
      join pg_catalog.pg_namespace n on n.oid = t.relnamespace
      left join pg_catalog.pg_constraint con
        on con.conindid = ic.oid and con.conrelid = t.oid and con.contype in ('p', 'u', 'x')
      where i.indrelid = ?::oid and i.indisvalid
      order by i.indisprimary desc, ic.oid
      """;

  // The definition before and after the table that it refers to; one of periods has more words.
  private static final String FOREIGN_KEYS =
      """
      select con.conname, con.before, rn.nspname, r.relname,
             substr(con.def, 1 + length(con.before || format('%I.%I', rn.nspname, r.relname))),
             quote_literal(obj_description(con.oid, 'pg_constraint'))
      from (select c.*, d.def,
                   case when starts_with(d.def, plain.before) then plain.before
                        else substring(d.def from '^.*? REFERENCES ') end as before
            from pg_catalog.pg_constraint c
            cross join lateral (select pg_get_constraintdef(c.oid) as def) d
            cross join lateral (
              select 'FOREIGN KEY ('
                       || string_agg(quote_ident(a.attname), ', ' order by k.place)
                       || ') REFERENCES ' as before
              from unnest(c.conkey) with ordinality as k (attnum, place)
              join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
            ) plain
            where c.conrelid = ?::oid and c.contype = 'f' and c.conparentid = 0) con
      join pg_catalog.pg_class r on r.oid = con.confrelid
      join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace
      order by con.conname
      """;

  private static final String HAS_CONSTRAINT =
      """
      select exists (select from pg_catalog.pg_constraint
                     where conrelid = ?::regclass and conname = ?)
      """;

  private static final String HAS_INDEX =
      """
      select exists (select from pg_catalog.pg_index
                     where indrelid = ?::regclass and indexrelid = to_regclass(?))
      """;

  private final Session session;
  private final String schema;
  private final String table;
  private final String staging;
  private final long runId;
  private final List<Index> indexes;
  private final List<ForeignKey> foreignKeys;

  /** Comments are literals, settings what comes after {@code ALTER INDEX} and the name. */
  private record Index(
      String name,
      boolean unique,
      @Nullable String constraint,
      String definition,
      @Nullable String comment,
      @Nullable String constraintComment,
      boolean identifies,
      boolean clusters,
      List<String> settings) {}

  private record ForeignKey(
      String name,
      String before,
      String schema,
      String table,
      String after,
      @Nullable String comment) {}

  /** Reads those of the old table. */
  StagingKeys(Session session, String schema, TargetTable old, String staging, long runId)
      throws SQLException {
    this.session = session;
    this.schema = schema;
    this.table = old.name();
    this.staging = staging;
    this.runId = runId;
    this.indexes =
        session.query(
            INDEXES,
            row ->
                new Index(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getBoolean(7),
                    row.getBoolean(8),
                    List.of((String[]) row.getArray(9).getArray())),
            old.oid());
    this.foreignKeys =
        session.query(
            FOREIGN_KEYS,
            row ->
                new ForeignKey(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)),
            old.oid());
  }

  /** Makes indexes, primary key, unique and exclusion constraints. */
  void makeIndexes() throws SQLException {
    for (Index index : indexes) {
      String made = Names.staging(index.name(), runId);
      if (session.is(HAS_INDEX, Names.qualified(schema, staging), Names.qualified(schema, made))) {
        continue;
      }
      session.execute(
          index.constraint() != null
              ? alter() + "add constraint " + Names.quoted(made) + " " + index.constraint()
              : "create "
                  + (index.unique() ? "unique " : "")
                  + "index "
                  + Names.quoted(made)
                  + " on "
                  + Names.qualified(schema, staging)
                  + index.definition());
      if (index.comment() != null) {
        session.execute(
            "comment on index " + Names.qualified(schema, made) + " is " + index.comment());
      }
      for (String setting : index.settings()) {
        session.execute("alter index " + Names.qualified(schema, made) + " " + setting);
      }
      if (index.identifies()) {
        session.execute(alter() + "replica identity using index " + Names.quoted(made));
      }
      if (index.clusters()) {
        session.execute(alter() + "cluster on " + Names.quoted(made));
      }
    }
  }

  /**
   * Makes foreign keys; the database verifies that they hold.
   *
   * @param stagings by table, of those that take their places together
   */
  void makeForeignKeys(Map<String, String> stagings) throws SQLException {
    for (ForeignKey key : foreignKeys) {
      if (session.is(HAS_CONSTRAINT, Names.qualified(schema, staging), key.name())) {
        continue;
      }
      String referenced =
          key.schema().equals(schema)
              ? stagings.getOrDefault(key.table(), key.table())
              : key.table();
      session.execute(
          alter()
              + "add constraint "
              + Names.quoted(key.name())
              + " "
              + key.before()
              + Names.qualified(key.schema(), referenced)
              + key.after());
      comment(key.name(), key.comment(), staging);
    }
  }

  /** Gives the names that they have on the old table, which is gone, to those of the new one. */
  void rename() throws SQLException {
    for (Index index : indexes) {
      session.execute(
          "alter index "
              + Names.qualified(schema, Names.staging(index.name(), runId))
              + " rename to "
              + Names.quoted(index.name()));
      comment(index.name(), index.constraintComment(), table);
    }
  }

  private void comment(String constraint, @Nullable String comment, String on) throws SQLException {
    if (comment != null) {
      session.execute(
          "comment on constraint "
              + Names.quoted(constraint)
              + " on "
              + Names.qualified(schema, on)
              + " is "
              + comment);
    }
  }

  private String alter() {
    return "alter table " + Names.qualified(schema, staging) + " ";
  }
}
