package io.understudy.loader.dialect;

import io.understudy.files.FileColumn;
import io.understudy.files.ValueType;
import io.understudy.loader.database.Dialect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether files fit a table: everything that does not, at once. */
final class DialectFit {
  private DialectFit() {}

  /** What is wrong with the files' columns for a table that is made of them. */
  static List<String> problems(Dialect dialect, List<FileColumn> columns) {
    List<String> problems = new ArrayList<>();
    if (columns.isEmpty()) {
      problems.add("the files have no columns");
    }
    Set<String> names = new HashSet<>();
    for (FileColumn column : columns) {
      String quoted = dialect.quoted(column.name().replace('\0', '?'));
      dialect
          .nameProblem(column.name())
          .ifPresent(
              problem ->
                  problems.add(
                      "the files' column "
                          + quoted
                          + " "
                          + problem
                          + "; rename it in the source or drop it in the transform"));
      if (dialect.isMariaDb() && !names.add(column.name().toLowerCase(Locale.ROOT))) {
        problems.add(
            "the files' column "
                + quoted
                + " differs from another in nothing but capital letters; rename it in the source"
                + " or drop it in the transform");
      }
    }
    return problems;
  }

  /**
   * What does not fit a table that is there; columns are matched by name.
   *
   * @param castsTexts whether a text may be the form of a value of any type
   */
  static List<String> problems(
      Dialect dialect, List<FileColumn> columns, ExistingTable table, boolean castsTexts) {
    List<String> problems = new ArrayList<>();
    if (columns.isEmpty()) {
      problems.add("the files have no columns");
    }
    Map<String, ExistingColumn> there =
        table.columns().stream().collect(Collectors.toMap(ExistingColumn::name, c -> c));
    Set<String> files = new HashSet<>();
    for (FileColumn column : columns) {
      files.add(column.name());
      String quoted = dialect.quoted(column.name().replace('\0', '?'));
      String type = Kinds.of(dialect, column, List.of());
      ExistingColumn target = there.get(column.name());
      if (target == null) {
        problems.add(
            "it has no column "
                + quoted
                + ", the files do; add it as "
                + type
                + ", or drop it in the transform");
      } else if (target.generated()) {
        problems.add(
            "its column " + quoted + " is computed by the database; drop it in the transform");
      } else if (!Kinds.holds(dialect, target, column.type())
          && !(castsTexts && column.type() == ValueType.TEXT && Kinds.readsTexts(target))) {
        problems.add(
            "its column "
                + quoted
                + " is "
                + target.type().toLowerCase(Locale.ROOT)
                + ", the files hold "
                + column.type()
                + "; alter it to "
                + type);
      }
    }
    for (ExistingColumn column : table.columns()) {
      if (column.required() && !files.contains(column.name())) {
        problems.add(
            "its column "
                + dialect.quoted(column.name())
                + " is not null without a default, the files do not have it; give it a default");
      }
    }
    return problems;
  }
}
