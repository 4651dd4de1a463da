package io.understudy.loader.work;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a load does beyond its mode: the document {@code run.load_options}.
 *
 * @param reject most rows of a table that the target may refuse; null: none
 */
@RegisterForReflection
record LoadOptions(@Nullable Integer reject) {
  int most() {
    return reject == null ? 0 : reject;
  }
}
