package io.understudy.scheduler.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of many.
 *
 * @param next id to ask on with, null if there are no more
 */
record Page<T>(List<T> items, @Nullable Long next) {
  Page {
    items = List.copyOf(items);
  }
}
