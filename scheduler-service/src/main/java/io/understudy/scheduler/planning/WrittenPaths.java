package io.understudy.scheduler.planning;

import io.understudy.scheduler.planning.TableSorting.Into;
import io.understudy.scheduler.planning.TableSorting.Refused;
import io.understudy.scheduler.planning.TableSorting.Sorted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses files that would be written to one place, since their names differ by the compression
 * only. Such names are listed near each other: {@code a.csv}, what else begins so, {@code
 * a.csv.gz}; so few are remembered. Used by one thread.
 */
final class WrittenPaths {
  private final Map<String, String> near = new HashMap<>();
  private String beginning = "";

  /** The same, or refused. The files are given in the order of their names. */
  Sorted check(Sorted sorted) {
    if (!(sorted instanceof Into into)) {
      return sorted;
    }
    String written = into.options().written(into.path());
    if (near.isEmpty() || !into.path().startsWith(beginning)) {
      near.clear();
      beginning = into.path().replaceFirst("(?i)\\.(gz|zst)$", "");
    }
    String other = near.putIfAbsent(written, into.path());
    return other == null
        ? into
        : new Refused(
            List.of(into.table()),
            into.path() + " and " + other + " would both be written as " + written,
            "take one of them out of files:, or leave out compression:");
  }
}
