package io.understudy.engine.expression;

import io.understudy.engine.key.Canonical;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the keyed choices for a cell follow from: a seed that the expression names, else the row's
 * subject, else the cell's own value, else, in a column that the config added or for a rule whose
 * condition chose a cell without a value, the row's number.
 */
final class RowKey {
  private final ColumnScope scope;
  private final @Nullable Code seed;
  private final boolean personal;

  /**
   * @param seed what the expression names; null, or code that reads no column, names nothing
   * @param personal whether a subject counts
   */
  RowKey(ColumnScope scope, @Nullable Code seed, boolean personal) {
    this.scope = scope;
    this.seed = seed != null && isOfRow(seed.uses()) ? seed : null;
    this.personal = (personal || scope.added()) && scope.subject() >= 0;
  }

  /** A row's number says nothing about a person. */
  private static boolean isOfRow(Uses uses) {
    return uses.self() || !uses.columns().isEmpty();
  }

  /** Whether all cells with equal values have equal keys. */
  boolean isOwnValue() {
    return seed == null && !personal && !scope.added();
  }

  Uses uses() {
    if (seed != null) {
      return seed.uses();
    }
    Uses uses = personal ? Uses.SELF.and(Uses.column(scope.subject())) : Uses.SELF;
    return scope.added() ? uses.and(Uses.INDEX) : uses;
  }

  /** Null if there is nothing that a key could follow from. */
  @Nullable String of(Cell cell) {
    String other = other(cell);
    return other != null || seed != null ? other : own(cell);
  }

  /** The seed or subject; null if the cell's own value decides. */
  @Nullable String other(Cell cell) {
    if (seed != null) {
      return text(seed.evaluator().evaluate(cell));
    }
    Object subject = personal ? cell.subject() : null;
    if (subject != null) {
      return Canonical.text(subject);
    }
    return cell.self() == null && isFilled(cell) ? "#" + cell.index() : null;
  }

  /** Whether a cell without a value gets one. */
  boolean isFilled(Cell cell) {
    return scope.added() || cell.fills();
  }

  boolean hasSeed() {
    return seed != null;
  }

  private static @Nullable String own(Cell cell) {
    Object self = cell.self();
    return self == null ? null : Canonical.text(self);
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      return value.toString();
    }
    return value == null ? null : Canonical.text(value);
  }
}
