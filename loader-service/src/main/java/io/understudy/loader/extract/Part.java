package io.understudy.loader.extract;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.loader.database.Names;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table, which one job reads: the document {@code job.details} of an EXTRACT.
 *
 * @param schema of the relation
 * @param relation that has the rows: the table, or one of its partitions
 * @param from first page; null if the relation has no pages that can be told apart
 * @param to page after the last one; null: to the end
 * @param rows where the places of the rows are listed, relative to the folder of the extraction;
 *     null: all in these pages
 * @param path of the file, relative to the folder of the extraction and to the sink
 */
@RegisterForReflection
public record Part(
    String schema,
    String relation,
    @Nullable Long from,
    @Nullable Long to,
    @Nullable String rows,
    String path) {

  /** In words, for people: {@code "public"."t", pages 0 to 99}. */
  public String words() {
    String name = Names.qualified(schema, relation);
    if (rows != null) {
      return name + ", rows listed in " + rows;
    }
    if (from == null) {
      return name;
    }
    return name + ", pages " + from + (to == null ? " to the last" : " to " + (to - 1));
  }
}
