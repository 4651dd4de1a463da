package io.understudy.jobtable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is done with files that are cut into parts. Parts and files are jobs like any others,
 * claimed and ended by {@link JobProtocol}; here is what they know of each other. A file's
 * TRANSFORM job is not claimed before {@link #settle} has found its PART jobs done.
 *
 * <p>A part reports as {@link Completion#outputEtag} what it has written; the empty text if the
 * file's job has to do it again, null if that has to mask the file as a whole.
 */
public final class SplitProtocol {
  private final JobTable table;

  /** Uses one connection per call; call it outside a JTA transaction. */
  public SplitProtocol(DataSource database) {
    this.table = new JobTable(database);
  }

  /**
   * What a PART job is a part of.
   *
   * @param fileId job of the file
   * @param input location of the file
   * @param inputBytes its size when planned
   * @param number of the part, from 0
   * @param parts how many the file has
   * @param upload into which the parts are written; null if none is known yet
   */
  public record Part(
      long fileId, String input, long inputBytes, int number, int parts, @Nullable String upload) {}

  /** What a claimed PART job is a part of. */
  public Part part(Claim claim) {
    return table.call(
        "read a part",
        SplitSql.PART,
        statement -> {
          statement.setLong(1, claim.jobId());
          try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
              throw new LostClaimException(claim);
            }
            return new Part(
                row.getLong("id"),
                row.getString("input"),
                row.getLong("input_bytes"),
                row.getInt("number"),
                row.getInt("parts"),
                row.getString("upload"));
          }
        });
  }

  /**
   * Proposes an upload for all parts of a file; the first one wins.
   *
   * @param claim of a part
   * @return the one to use: if it is another, the proposed one is to be aborted
   * @throws LostClaimException if the claim is not held: the proposed one is to be aborted
   */
  public String upload(Claim claim, Part part, String proposed) {
    return table.call(
        "note an upload",
        SplitSql.UPLOAD,
        statement -> {
          statement.setString(1, proposed);
          statement.setLong(2, part.fileId());
          statement.setLong(3, claim.jobId());
          statement.setLong(4, claim.fence());
          return first(statement).orElseThrow(() -> new LostClaimException(claim));
        });
  }

  /**
   * A file that is cut.
   *
   * @param upload of its parts, null if there is none
   * @param details of the DONE parts by number; null where a part is not, or is to be done again
   * @param whole whether a part says that the file has to be masked as a whole, or parts are
   *     missing
   */
  public record Split(@Nullable String upload, List<@Nullable String> details, boolean whole) {
    public Split {
      details = Collections.unmodifiableList(new ArrayList<>(details));
    }
  }

  /** How a claimed TRANSFORM job's file is cut; empty if it is not. */
  public Optional<Split> split(Claim file) {
    return table.call(
        "read the parts of a file",
        SplitSql.PARTS,
        statement -> {
          statement.setLong(1, file.jobId());
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(split(rows)) : Optional.empty();
          }
        });
  }

  /** The rows from the current one on. */
  private static Split split(ResultSet rows) throws SQLException {
    List<@Nullable String> details =
        new ArrayList<>(Collections.nCopies(rows.getInt("parts"), null));
    String upload = rows.getString("upload");
    boolean whole = false;
    int found = 0;
    do {
      if (rows.getObject("number") == null) {
        break; // no part is done
      }
      String written = rows.getString("output_etag");
      whole |= written == null;
      found++;
      if (written != null && !written.isEmpty()) {
        details.set(rows.getInt("number"), rows.getString("details"));
      }
    } while (rows.next());
    return new Split(upload, details, whole || found < details.size());
  }

  /**
   * Forgets the upload of a file, which is completed. Does nothing if the claim is not held.
   *
   * @return whether one was forgotten
   */
  public boolean forgetUpload(Claim file) {
    return table.call(
        "forget an upload",
        SplitSql.FORGET_UPLOAD,
        statement -> {
          statement.setLong(1, file.jobId());
          statement.setLong(2, file.fence());
          return statement.executeUpdate() > 0;
        });
  }

  /**
   * Notes that the parts of a file cannot be put together, so that further attempts of its job do
   * not try. Its upload stays known until it is abandoned: a part that was ended may be sending
   * yet. Does nothing if the claim is not held.
   */
  public void noteWhole(Claim file) {
    table.call(
        "note that a file is masked as a whole",
        SplitSql.NOTE_WHOLE,
        statement -> {
          statement.setLong(1, file.jobId());
          statement.setLong(2, file.fence());
          return statement.executeUpdate();
        });
  }

  /**
   * Files of a run whose parts are done become ready, in one statement; those with a dead part dead
   * with its error, with counters. A part that says that its file has to be masked as a whole ends
   * the others. Repeatable.
   *
   * @return how many files
   */
  public int settle(long runId) {
    return table.call(
        "settle files in parts",
        SplitSql.SETTLE,
        statement -> {
          statement.setLong(1, runId);
          return first(statement).map(Integer::valueOf).orElse(0);
        });
  }

  /** By table of these runs, bytes of the parts that are done of files that wait for others. */
  public Map<Long, Long> bytesDone(Collection<Long> runIds) {
    return table.call(
        "add up parts",
        SplitSql.BYTES_DONE,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("bigint", runIds.toArray()));
          Map<Long, Long> bytes = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              bytes.put(rows.getLong(1), rows.getLong(2));
            }
          }
          return bytes;
        });
  }

  /** An upload that nobody will complete. */
  public record Abandoned(String output, String upload) {}

  /**
   * Forgets up to 100 uploads of files that have ended, and gives them to the caller, who aborts
   * them.
   *
   * @param since how long ago a file has ended at least, so that no part is still being written
   */
  public List<Abandoned> abandoned(Duration since) {
    return table.call(
        "look for abandoned uploads",
        SplitSql.ABANDONED,
        statement -> {
          statement.setLong(1, since.toMillis());
          return JobTable.rows(
              statement, row -> new Abandoned(row.getString("output"), row.getString("upload")));
        });
  }

  private static Optional<String> first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }
}
