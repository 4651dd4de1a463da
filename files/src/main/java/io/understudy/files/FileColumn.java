package io.understudy.files;

import io.understudy.engine.OutputColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a written file, for making a table of it.
 *
 * @param name column name
 * @param type declared or inferred over every written value
 * @param nullable whether a null was declared possible or seen
 * @param nested of a JSON column that parquet declares as nested; else null
 */
public record FileColumn(String name, ValueType type, boolean nullable, @Nullable Nested nested) {

  /** That is not nested. */
  public FileColumn(String name, ValueType type, boolean nullable) {
    this(name, type, nullable, null);
  }

  /**
   * What a nested column holds.
   *
   * @param items of a list of single values: their type, their values being as JSON has them; null:
   *     a struct, a map, or a list of these or of lists
   */
  public record Nested(@Nullable ValueType items) {

    /** What holds the values of both. */
    public Nested merge(Nested other) {
      return new Nested(items == null || other.items == null ? null : items.merge(other.items));
    }
  }

  /**
   * What is written of a file's columns; of one that a config adds, a text.
   *
   * @param read the columns of the file, by position
   */
  public static List<FileColumn> written(List<OutputColumn> output, List<FileColumn> read) {
    return output.stream()
        .map(
            column ->
                column.source() < read.size()
                    ? read.get(column.source()).named(column.name())
                    : new FileColumn(column.name(), ValueType.TEXT, true))
        .toList();
  }

  /** The column of two stretches of one file. */
  FileColumn plus(FileColumn other) {
    return new FileColumn(
        name,
        type.merge(other.type),
        nullable || other.nullable,
        nested == null || other.nested == null ? null : nested.merge(other.nested));
  }

  private FileColumn named(String other) {
    return new FileColumn(other, type, nullable, nested);
  }
}
