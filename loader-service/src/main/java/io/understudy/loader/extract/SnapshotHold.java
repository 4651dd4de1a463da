package io.understudy.loader.extract;

import io.understudy.loader.database.Names;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.schema.SchemaReader;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.schema.Unrecorded;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps one state of a source readable for as long as its parts are read: a transaction that has
 * exported its snapshot and holds locks under which no table can be changed in its form. If its
 * connection breaks the snapshot is gone for good.
 */
public final class SnapshotHold {
  private static final long POLL_MILLIS = 250;

  private final Target source;
  private final Extraction extraction;
  private final Settings settings;

  /**
   * How a source is read.
   *
   * @param partSize what a part has of the database's pages, in bytes
   * @param statementTimeout longest time that one statement may take
   */
  public record Settings(long partSize, Duration statementTimeout) {}

  public SnapshotHold(Target source, Extraction extraction, Settings settings) {
    this.source = source;
    this.extraction = extraction;
    this.settings = settings;
  }

  /** Others who read the parts. */
  public interface Readers {
    /**
     * Has them begin.
     *
     * @param schema form of the tables
     * @param snapshot name of the state to read in
     * @throws io.understudy.loader.database.TargetException if nobody is to begin
     */
    void begin(SchemaRecord schema, String snapshot, List<Planned> parts);

    /**
     * Whether all parts are read.
     *
     * @throws io.understudy.loader.database.TargetException if that will not be
     */
    boolean areDone();
  }

  /** Takes a snapshot, plans its parts, and returns when the readers are done with them. */
  public void hold(Readers readers, String application) throws InterruptedException {
    if (source.dialect().isPresent()) {
      throw source.refusal(
          "source-kind",
          "it is "
              + source.dialect().get().name()
              + ", and only PostgreSQL and MariaDB can be sources; name another as source.database, or export"
              + " its tables to files");
    }
    source.hold(
        "extract",
        application,
        session -> {
          ReadOnly.begin(session, settings.statementTimeout());
          String snapshot =
              session.query("select pg_export_snapshot()", row -> row.getString(1)).getFirst();
          List<SourceTable> tables = tables(session);
          session.execute(
              tables.stream()
                  .map(SourceTable::quoted)
                  .collect(Collectors.joining(", ", "lock table ", " in access share mode")));
          List<Planned> parts = parts(session, tables);
          readers.begin(schema(session, tables), snapshot, parts);
          while (!readers.areDone()) {
            Thread.sleep(POLL_MILLIS);
            session.is("select true"); // so that a broken connection is noticed
          }
          return true;
        });
  }

  private SchemaRecord schema(Session session, List<SourceTable> tables) throws SQLException {
    return new SchemaReader(session, schemaName())
        .read(keptNames(tables), extraction.tables().isEmpty());
  }

  /** Of tables that have the same name in the target. */
  private Set<String> keptNames(List<SourceTable> tables) {
    return tables.stream()
        .map(SourceTable::name)
        .filter(name -> extraction.target(name).equals(name))
        .collect(Collectors.toSet());
  }

  private String schemaName() {
    return Optional.ofNullable(extraction.schema()).orElse(source.schema());
  }

  private List<Planned> parts(Session session, List<SourceTable> tables) throws SQLException {
    PartPlan plan = new PartPlan(settings.partSize());
    List<Planned> parts = new ArrayList<>();
    Map<String, Map<Long, TidSet>> chosen =
        extraction.subset().isEmpty() ? Map.of() : new Subset(session, extraction, tables).choose();
    for (SourceTable table : tables) {
      Map<Long, TidSet> rows = chosen.get(table.name());
      parts.addAll(rows == null ? plan.of(session, table) : plan.of(session, table, rows));
    }
    return parts;
  }

  /** What is to be read; everything that is wrong with it is said at once. */
  private List<SourceTable> tables(Session session) throws SQLException {
    String schema = schemaName();
    List<SourceTable> all = SourceTable.of(session, schema);
    Set<String> wanted = extraction.named();
    List<SourceTable> chosen =
        all.stream().filter(table -> wanted.isEmpty() || wanted.contains(table.name())).toList();
    List<String> problems = new ArrayList<>();
    wanted.removeAll(chosen.stream().map(SourceTable::name).toList());
    wanted.forEach(
        name -> problems.add("there is no table " + Names.qualified(schema, name) + " to read"));
    Set<String> kept = keptNames(chosen);
    for (SourceTable table : chosen) {
      problems.addAll(problems(session, table, kept));
      extraction
          .conditionProblem(table.name())
          .ifPresent(problem -> problems.add("where: of " + table.quoted() + " " + problem));
    }
    problems.addAll(new Subset(session, extraction, chosen).problems());
    if (extraction.tables().isEmpty()) {
      Unrecorded.of(session, schema)
          .forEach(
              what ->
                  problems.add(
                      "there is the "
                          + what
                          + ", which is not made again; name the tables that are read with tables:"
                          + " in the pipeline"));
    }
    if (all.isEmpty()) {
      problems.add(
          "the schema "
              + Names.quoted(schema)
              + " has no tables; name another with source.schema in the pipeline");
    }
    refuse(problems);
    return chosen;
  }

  private void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw source.refusal(
          "source-table", "nothing is extracted: " + String.join("; and ", problems));
    }
  }

  private List<String> problems(Session session, SourceTable table, Set<String> kept)
      throws SQLException {
    List<String> problems = new ArrayList<>();
    if (!table.readable()) {
      problems.add(
          "the role may not read "
              + table.quoted()
              + (table.kind().equals("p") ? " or one of its partitions" : "")
              + "; grant it select");
    }
    List<String> apart =
        table.relatives().stream().filter(name -> !kept.contains(name)).sorted().toList();
    if (!apart.isEmpty()) {
      problems.add(
          table.quoted()
              + " inherits from or to "
              + String.join(", ", apart)
              + ", so that they are read together or not at all; name all of them, without target:,"
              + " or none with tables: in the pipeline");
    }
    if (!table.relatives().isEmpty() && !extraction.subset().isEmpty()) {
      problems.add(
          table.quoted()
              + " inherits or is inherited from, which a subset does not follow; name the other"
              + " tables with tables: in the pipeline");
    }
    if (SourceColumn.of(session, table.oid()).isEmpty()) {
      problems.add(
          table.quoted()
              + " has no column with a value of its own; name the other tables with tables: in the"
              + " pipeline");
    }
    return problems;
  }
}
