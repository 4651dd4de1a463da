package io.understudy.engine.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of {@code steps}.
 *
 * @param vars by name; a text, number, boolean, list, map or null
 * @param keep columns that pass on purpose
 * @param rules in order
 */
public record Step(Map<String, @Nullable Object> vars, List<Text> keep, List<Rule> rules) {
  public Step {
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    keep = List.copyOf(keep);
    rules = List.copyOf(rules);
  }
}
