package io.understudy.files.check;

import io.understudy.engine.RuleTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules did to the cells of one batch. */
final class CellTrace implements RuleTrace {
  private final Map<Cell, List<String>> rules = new HashMap<>();
  private final Map<Integer, String> dropped = new HashMap<>();
  private final Set<Cell> originals = new HashSet<>();

  private record Cell(int column, int row) {}

  @Override
  public void changed(int column, int row, String rule) {
    rules.computeIfAbsent(new Cell(column, row), cell -> new ArrayList<>()).add(rule);
  }

  @Override
  public void dropped(int row, String rule) {
    dropped.put(row, rule);
  }

  @Override
  public void original(int column, int row) {
    originals.add(new Cell(column, row));
  }

  /** Those that changed the cell, in order. */
  List<String> rules(int column, int row) {
    return rules.getOrDefault(new Cell(column, row), List.of());
  }

  /** Which rule drops the row; null if none does. */
  @Nullable String dropped(int row) {
    return dropped.get(row);
  }

  /** Whether the cell may hold an original, or something made of one. */
  boolean isOriginal(int column, int row) {
    return originals.contains(new Cell(column, row));
  }
}
