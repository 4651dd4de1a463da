package io.understudy.loader.load;

import io.understudy.files.OutputObject;
import java.util.function.Supplier;

/**
 * Rows that a target may refuse without failing the load.
 *
 * @param most of a table, over all of its files
 * @param file starts the object that those of the file go to
 */
public record Rejects(int most, Supplier<OutputObject> file) {
  /** Any row that is refused fails the load. */
  public static final Rejects NONE =
      new Rejects(
          0,
          () -> {
            throw new IllegalStateException("nothing may be rejected");
          });
}
