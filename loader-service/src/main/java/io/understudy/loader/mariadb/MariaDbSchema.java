package io.understudy.loader.mariadb;

import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.schema.SchemaRecord.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Records the form of tables: as MariaDB itself writes it, for another MariaDB, and as far as there
 * is the like, for PostgreSQL.
 */
final class MariaDbSchema {
  private static final Pattern FOREIGN_KEY =
      Pattern.compile(",?\\n  CONSTRAINT `((?:[^`]|``)*)` FOREIGN KEY \\([^\\n]*?(?=,?\\n)");
  private static final Pattern RULES =
      Pattern.compile(
          "( ON (DELETE|UPDATE) (RESTRICT|CASCADE|SET NULL|SET DEFAULT|NO ACTION)){1,2}$");
  private static final Pattern COUNTER =
      Pattern.compile("(?<=\\n\\)[^\\n]{0,80}) AUTO_INCREMENT=\\d+");

  private final Session session;
  private final Dialect dialect;
  private final List<MariaDbTable> tables;
  private final Map<Reference, String> rules = new HashMap<>();

  /**
   * @param tables that are recorded; foreign keys to others are left out
   */
  MariaDbSchema(Session session, Dialect dialect, List<MariaDbTable> tables) {
    this.session = session;
    this.dialect = dialect;
    this.tables = List.copyOf(tables);
  }

  SchemaRecord read() throws SQLException {
    List<String> names = tables.stream().map(MariaDbTable::name).sorted().toList();
    List<Reference> references =
        Reference.of(session).stream()
            .filter(r -> names.contains(r.child()) && names.contains(r.parent()))
            .toList();
    List<Statement> own = new ArrayList<>();
    for (MariaDbTable table : tables) {
      Map<String, Reference> keys =
          references.stream()
              .filter(r -> r.child().equals(table.name()))
              .collect(Collectors.toMap(Reference::name, r -> r));
      own.add(new Statement(table.name(), definition(table, keys), null, false));
    }
    return new SchemaRecord(
        names, new PortableSchema(session, tables, references, rules).statements(), List.of(), own);
  }

  /**
   * Without its counter, which follows from the rows.
   *
   * @param keys the foreign keys that it is to have, by their names
   */
  private String definition(MariaDbTable table, Map<String, Reference> keys) throws SQLException {
    String shown =
        session
            .query("show create table " + dialect.quoted(table.name()), row -> row.getString(2))
            .getFirst();
    String wanted = FOREIGN_KEY.matcher(shown).replaceAll(found -> kept(found, keys));
    return COUNTER.matcher(wanted).replaceFirst("");
  }

  private static String name(MatchResult key) {
    return key.group(1).replace("``", "`");
  }

  private String kept(MatchResult found, Map<String, Reference> keys) {
    Reference key = keys.get(name(found));
    if (key == null) {
      return "";
    }
    Matcher rule = RULES.matcher(found.group());
    if (rule.find()) {
      rules.put(key, rule.group());
    }
    return Matcher.quoteReplacement(found.group());
  }
}
