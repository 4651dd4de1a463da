package io.understudy.loader.load;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Writes rows in the binary format of {@code COPY} (PostgreSQL documentation, COPY, "Binary
 * Format"): the bytes of texts go from the file's pages to the wire as they are. The database
 * verifies them.
 */
final class CopyBinary {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

  private final BinaryCells cells;
  private final WireBuffer out;

  CopyBinary(BinaryCells cells, CopyText.Sink sink) {
    this.cells = cells;
    this.out = new WireBuffer(sink);
  }

  void begin() throws SQLException {
    out.bytes(SIGNATURE);
    out.int4(0); // flags
    out.int4(0); // length of the header's extension
  }

  /**
   * Writes one row of the vectors.
   *
   * @throws UnstorableException if a value has no form that the database can store
   */
  void row(int row) throws SQLException {
    cells.write(row, out);
  }

  /** Ends the data and passes on what is left in the buffer. */
  void end() throws SQLException {
    out.int2(-1);
    out.flushAll();
  }
}
