package io.understudy.transform.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.understudy.engine.ColumnPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few rows, by row, as text.
 *
 * @param columns names of the columns as they are written
 * @param after rows as the config makes them; one that is dropped has no cells
 * @param rules for each cell of {@code after} the rules that changed it, in order
 * @param dropped for each row which rule drops it; null: it is written
 * @param plan what happens to each column of the file, then to those that are added
 * @param columnsBefore names of the columns as they are in the file
 * @param before rows as they are there; only where the installation allows it
 */
record Preview(
    List<String> columns,
    List<List<@Nullable String>> after,
    List<List<List<String>>> rules,
    List<@Nullable String> dropped,
    List<PreviewedColumn> plan,
    List<String> columnsBefore,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<List<@Nullable String>> before) {

  /**
   * What happens to a column.
   *
   * @param name in the file; of one that is added as it is written
   * @param output under which it is written; "": it is not
   * @param rule where the config says so; "" if nowhere
   */
  record PreviewedColumn(String name, ColumnPlan.Decision decision, String output, String rule) {
    static PreviewedColumn of(ColumnPlan plan) {
      return new PreviewedColumn(plan.column().name(), plan.decision(), plan.output(), plan.rule());
    }
  }
}
