package io.understudy.loader.mariadb;

import io.understudy.files.OutputObject;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.extract.Extraction;
import io.understudy.loader.extract.PartRead.Extracted;
import io.understudy.loader.extract.SnapshotHold;
import io.understudy.loader.schema.SchemaRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a run wants of a MariaDB, in transactions that see one state of it and hold locks
 * under which no table can be changed in its form. If all of its connections break it has failed,
 * and begins with another state when it is called again.
 */
public final class MariaDbExtraction {
  private final Target source;
  private final Dialect dialect;
  private final Extraction extraction;
  private final SnapshotHold.Settings settings;
  private final int readers;

  /**
   * @param source whose dialect is MariaDB
   * @param readers most connections that read
   */
  public MariaDbExtraction(
      Target source, Extraction extraction, SnapshotHold.Settings settings, int readers) {
    this.source = source;
    this.dialect = source.dialect().orElseThrow();
    this.extraction = extraction;
    this.settings = settings;
    this.readers = readers;
  }

  /** Where what is read goes. Used by several threads at once, but for {@link #begin}. */
  public interface Parts {
    /**
     * What is to be read is known.
     *
     * @throws io.understudy.loader.database.TargetException if nobody is to begin
     */
    void begin(SchemaRecord schema, List<ReadPart> parts);

    /** The file of a part. */
    OutputObject create(ReadPart part);

    /** Throws if the files are no longer this loader's to write. */
    void verifyHeld();

    /** A file is published. */
    void done(ReadPart part, Extracted file);
  }

  /**
   * Reads all of it.
   *
   * @param application what messages of the pool call the use
   * @throws io.understudy.loader.database.TargetException if the database does not give it
   * @throws InterruptedException if interrupted
   */
  public void run(Parts parts, String application) throws InterruptedException {
    source.useSeveral(
        "extract", application, readers, sessions -> run(parts, sessions, application));
  }

  private boolean run(Parts parts, List<Session> sessions, String application)
      throws SQLException, InterruptedException {
    SourceTables found = new SourceTables(source, dialect, extraction);
    for (Session session : sessions) {
      if (extraction.schema() != null) {
        session.execute("use " + dialect.quoted(extraction.schema()));
      }
      found.verifyServer(session);
    }
    List<Session> begun =
        new OneMoment(source, settings.statementTimeout(), application).begin(sessions);
    Session first = begun.getFirst();
    found.lock(first);
    List<MariaDbTable> tables = found.find(first);
    SchemaRecord schema = new MariaDbSchema(first, dialect, kept(tables)).read();
    List<ReadPart> planned = parts(first, tables);
    parts.begin(schema, planned);
    new Reading(source, dialect, tables, parts).read(begun, planned);
    return true;
  }

  /** Tables that have the same name in the target. */
  private List<MariaDbTable> kept(List<MariaDbTable> tables) {
    return tables.stream()
        .filter(table -> extraction.target(table.name()).equals(table.name()))
        .toList();
  }

  private List<ReadPart> parts(Session session, List<MariaDbTable> tables)
      throws SQLException, InterruptedException {
    PartPlan plan = new PartPlan(session, dialect, settings.partSize());
    List<ReadPart> parts = new ArrayList<>();
    Map<String, Set<String>> chosen =
        extraction.subset().isEmpty()
            ? Map.of()
            : new KeySubset(session, dialect, extraction, tables).choose();
    for (MariaDbTable table : tables) {
      Set<String> rows = chosen.get(table.name());
      parts.addAll(
          rows == null ? plan.of(table, extraction.condition(table.name())) : plan.of(table, rows));
    }
    return parts;
  }
}
