package io.understudy.loader.extract;

import io.understudy.files.ParquetColumn;
import io.understudy.files.ParquetColumn.Kind;
import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A column that is read, and how.
 *
 * @param base internal name of its type, of a domain that of the type below it
 * @param stored the column of the file
 * @param asText whether the database is asked for the text form of its values
 */
record SourceColumn(String base, ParquetColumn stored, boolean asText) {
  private static final int TYPMOD_HEADER = 4;
  private static final int SCALE_BITS = 11;
  private static final int MOST_DIGITS = 38;

  /** Of a column of unbounded texts, or of a type whose binary form is that of a text. */
  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("bool", Kind.BOOLEAN),
          Map.entry("int2", Kind.INTEGER),
          Map.entry("int4", Kind.INTEGER),
          Map.entry("int8", Kind.LONG),
          Map.entry("float4", Kind.FLOAT),
          Map.entry("float8", Kind.DOUBLE),
          Map.entry("date", Kind.DATE),
          Map.entry("time", Kind.TIME),
          Map.entry("timestamp", Kind.TIMESTAMP),
          Map.entry("timestamptz", Kind.TIMESTAMPTZ),
          Map.entry("uuid", Kind.UUID),
          Map.entry("bytea", Kind.BYTES),
          Map.entry("text", Kind.TEXT),
          Map.entry("varchar", Kind.TEXT),
          Map.entry("json", Kind.JSON),
          Map.entry("jsonb", Kind.JSON));

  // A domain's length or precision is that of its type. What is generated is computed again.
  private static final String COLUMNS =
      """
      with recursive below (attnum, oid, base, typmod) as (
        select a.attnum, t.oid, t.typbasetype, a.atttypmod
        from pg_catalog.pg_attribute a
        join pg_catalog.pg_type t on t.oid = a.atttypid
        where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        union all
        select below.attnum, t.oid, t.typbasetype, d.typtypmod
        from below
        join pg_catalog.pg_type d on d.oid = below.oid
        join pg_catalog.pg_type t on t.oid = below.base
      )
      select a.attname, case t.typtype when 'e' then 'enum' else t.typname end, below.typmod,
             a.attnotnull
               and not exists (select from pg_catalog.pg_constraint c
                               where c.conrelid = a.attrelid and c.contype = 'n'
                                 and c.conkey = array[a.attnum] and not c.convalidated),
             t.typtype = 'e' or n.nspname = 'pg_catalog'
      from below
      join pg_catalog.pg_type t on t.oid = below.oid
      join pg_catalog.pg_namespace n on n.oid = t.typnamespace
      join pg_catalog.pg_attribute a on a.attrelid = ?::oid and a.attnum = below.attnum
      where below.base = 0
      order by a.attnum
      """;

  /** Those of a table, in their order. */
  static List<SourceColumn> of(Session session, long oid) throws SQLException {
    return session.query(
        COLUMNS,
        row ->
            of(
                row.getString(1),
                row.getBoolean(5) ? row.getString(2) : "",
                row.getInt(3),
                !row.getBoolean(4)),
        oid,
        oid);
  }

  private static SourceColumn of(String name, String base, int typmod, boolean nullable) {
    if (base.equals("enum")) {
      return new SourceColumn(base, ParquetColumn.of(name, Kind.TEXT, nullable), false);
    }
    if (base.equals("numeric") && typmod >= TYPMOD_HEADER) {
      int bits = typmod - TYPMOD_HEADER;
      int precision = bits >> 16 & 0xFFFF;
      int scale = bits << (Integer.SIZE - SCALE_BITS) >> (Integer.SIZE - SCALE_BITS);
      if (precision <= MOST_DIGITS && scale >= 0 && scale <= precision) {
        return new SourceColumn(
            base, new ParquetColumn(name, Kind.DECIMAL, precision, scale, nullable), false);
      }
    }
    Kind kind = KINDS.get(base);
    return kind == null
        ? new SourceColumn("text", ParquetColumn.of(name, Kind.TEXT, nullable), true)
        : new SourceColumn(base, ParquetColumn.of(name, kind, nullable), false);
  }

  String name() {
    return stored.name();
  }

  /** What is selected. */
  String expression() {
    return Names.quoted(name()) + (asText ? "::pg_catalog.text" : "");
  }
}
