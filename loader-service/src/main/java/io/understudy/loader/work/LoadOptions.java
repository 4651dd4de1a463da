package io.understudy.loader.work;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a load does beyond its mode: the document {@code run.load_options}.
 *
 * @param reject most rows of a table that the target may refuse; null: none
 * @param upsert columns by which rows take the place of those that are there, empty: the primary
 *     key of the target's table; null: they are added to these
 */
@RegisterForReflection
record LoadOptions(@Nullable Integer reject, @Nullable List<String> upsert) {
  int most() {
    return reject == null ? 0 : reject;
  }
}
