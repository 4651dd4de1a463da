package io.understudy.standalone.leak;

import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks into masked files: at their cells, and at their bytes. */
final class SinkSearch {
  private static final String PLACE = "sink";
  private static final int MOST_HITS = 10_000;

  private final ObjectStore store;
  private final Scanner scanner;
  private final boolean exact;
  private final Findings findings;
  private final Set<Original> chances = ConcurrentHashMap.newKeySet();

  /**
   * @param exact whether no fake can equal an original, so that whatever is found is a leak; else
   *     it is one only if the same row had the same original
   */
  SinkSearch(ObjectStore store, Scanner scanner, boolean exact, Findings findings) {
    this.store = store;
    this.scanner = scanner;
    this.exact = exact;
    this.findings = findings;
  }

  /** Originals that are in the cells of other rows. */
  Set<Original> chances() {
    return chances;
  }

  /**
   * Looks at every cell.
   *
   * @param columns of the table
   * @return rows in the file
   */
  long cells(TableFile sink, TableFile source, ColumnsOf columns) {
    Map<Long, Set<Original>> hits = new HashMap<>();
    RowText text = new RowText();
    long[] rows = {0};
    sink.read(
        store,
        (reader, batch) -> {
          PersonalColumns personal = columns.of(reader.schema());
          for (int row = 0; row < batch.size(); row++) {
            long number = rows[0] + row;
            scanner.scan(
                text.of(batch, row, personal),
                original -> {
                  if (exact || hits.size() >= MOST_HITS) {
                    findings.add(PLACE, original, sink.location() + " row " + (number + 1));
                  } else {
                    hits.computeIfAbsent(number, any -> new HashSet<>()).add(original);
                  }
                });
          }
          rows[0] += batch.size();
          return true;
        });
    if (!hits.isEmpty()) {
      judge(sink, source, columns, hits);
    }
    return rows[0];
  }

  /** What the same row of the source holds, too, has survived. */
  private void judge(
      TableFile sink, TableFile source, ColumnsOf columns, Map<Long, Set<Original>> hits) {
    RowText text = new RowText();
    long[] rows = {0};
    source.read(
        store,
        (reader, batch) -> {
          PersonalColumns personal = columns.of(reader.schema());
          for (int row = 0; row < batch.size(); row++) {
            long number = rows[0] + row;
            Set<Original> here = hits.remove(number);
            if (here != null) {
              scanner.scan(
                  text.of(batch, row, personal),
                  original -> {
                    if (here.remove(original)) {
                      findings.add(PLACE, original, sink.location() + " row " + (number + 1));
                    }
                  });
              chances.addAll(here);
            }
          }
          rows[0] += batch.size();
          return !hits.isEmpty();
        });
    // rows that the source does not have: nothing explains what is in them
    hits.forEach(
        (row, originals) ->
            originals.forEach(
                original -> findings.add(PLACE, original, sink.location() + " row " + (row + 1))));
  }

  /** Looks at an object's bytes as text, where parquet keeps statistics, too. */
  void bytes(Location object) throws IOException {
    String name = object.key().toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz") || name.endsWith(".zst")) {
      return; // its cells are all there is
    }
    InputObject input = store.open(object);
    try (Reader reader =
        new InputStreamReader(input.read(0, input.size()), StandardCharsets.UTF_8)) {
      scanner.scan(
          reader,
          original -> {
            if (!chances.contains(original)) {
              findings.add(PLACE, original, object + " (bytes)");
            }
          });
    }
  }
}
