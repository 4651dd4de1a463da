package io.understudy.files;

/**
 * A column of a written file, for making a table of it.
 *
 * @param name column name
 * @param type declared or inferred over every written value
 * @param nullable whether a null was declared possible or seen
 */
public record FileColumn(String name, ValueType type, boolean nullable) {

  /** The same under another name. */
  public FileColumn named(String other) {
    return new FileColumn(other, type, nullable);
  }
}
