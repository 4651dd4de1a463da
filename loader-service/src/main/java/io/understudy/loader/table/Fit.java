package io.understudy.loader.table;

import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import io.understudy.loader.database.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether files fit a table: everything that does not, at once. */
final class Fit {
  private Fit() {}

  /** What is wrong with the files' columns whatever the table. */
  static List<String> problems(List<FileColumn> columns) {
    List<String> problems = new ArrayList<>();
    if (columns.isEmpty()) {
      problems.add("the files have no columns");
    }
    for (FileColumn column : columns) {
      Names.problem(column.name())
          .ifPresent(
              problem ->
                  problems.add(
                      "the files' column "
                          + Names.quoted(column.name().replace('\0', '?'))
                          + " "
                          + problem
                          + "; rename it in the source or drop it in the transform"));
    }
    return problems;
  }

  /**
   * What does not fit a table that is there; columns are matched by name.
   *
   * @param castsTexts whether a text fits any type
   */
  static List<String> problems(List<FileColumn> columns, TargetTable table, boolean castsTexts) {
    List<String> problems = new ArrayList<>(problems(columns));
    Map<String, FileColumn> files =
        columns.stream().collect(Collectors.toMap(FileColumn::name, c -> c, (a, b) -> a));
    Map<String, TargetColumn> there =
        table.columns().stream().collect(Collectors.toMap(TargetColumn::name, c -> c));
    for (FileColumn column : columns) {
      TargetColumn target = there.get(column.name());
      String quoted = Names.quoted(column.name());
      if (target == null) {
        if (Names.problem(column.name()).isEmpty()) {
          problems.add(
              "it has no column "
                  + quoted
                  + ", the files do; add it as "
                  + SqlTypes.of(column)
                  + ", or drop it in the transform");
        }
      } else if (target.generated()) {
        problems.add(
            "its column " + quoted + " is computed by the database; drop it in the transform");
      } else if (!SqlTypes.holds(target.base(), column)
          && !(castsTexts && column.type() == ValueType.TEXT)) {
        problems.add(
            "its column "
                + quoted
                + " is "
                + target.type()
                + ", the files hold "
                + column.type()
                + "; alter it to "
                + SqlTypes.of(column));
      }
    }
    for (TargetColumn column : table.columns()) {
      if (column.required() && !files.containsKey(column.name())) {
        problems.add(
            "its column "
                + Names.quoted(column.name())
                + " is not null without a default, the files do not have it; give it a default");
      }
    }
    return problems;
  }
}
