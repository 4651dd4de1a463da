package io.understudy.transform.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few rows, by row, as text.
 *
 * @param columns names
 * @param after as the config makes them
 * @param before as they are; only where the installation allows it
 */
record Preview(
    List<String> columns,
    List<List<@Nullable String>> after,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<List<@Nullable String>> before) {}
