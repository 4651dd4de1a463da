package io.understudy.standalone.demo;

import io.understudy.standalone.Console;
import io.understudy.standalone.leak.Kind;
import io.understudy.standalone.leak.LeakReport;
import io.understudy.standalone.local.Database;
import io.understudy.standalone.run.Amounts;
import io.understudy.standalone.run.RunStatus;
import io.understudy.standalone.run.RunStatus.Masked;
import io.understudy.standalone.run.RunStatus.Problem;
import io.understudy.standalone.run.RunStatus.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of a run, for a person to check. */
final class Summary {
  private static final int MOST_PROBLEMS = 50;
  private static final List<String> HEADINGS =
      List.of("table", "in source", "read", "written", "in sink", "in target");

  private final Console console;

  Summary(Console console) {
    this.console = console;
  }

  /** How it ended. */
  void outcome(RunStatus run, Duration took) {
    console.line("");
    String speed =
        took.toMillis() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %.1f MB/s",
                run.totals().bytesRead() / 1e6 / (took.toMillis() / 1_000.0));
    console.line(
        "Run "
            + run.id()
            + " "
            + run.state()
            + " in "
            + Amounts.seconds(took)
            + ": "
            + Amounts.count(run.totals().files(), "file")
            + ", "
            + Amounts.bytes(run.totals().bytes())
            + speed
            + " from the first file to the last row in the target");
    if (!run.reason().isEmpty() && !run.succeeded()) {
      console.line("  " + run.reason());
    }
  }

  /** Everything that failed. */
  void problems(RunStatus run, String where) {
    if (run.problems().isEmpty()) {
      return;
    }
    console.line("");
    console.line("Failed (lines and columns are those of " + where + ")");
    for (Problem problem : run.problems().stream().limit(MOST_PROBLEMS).toList()) {
      String table = problem.table().isEmpty() ? "" : problem.table() + ": ";
      console.line("  " + table + problem.message().replace("\n", "\n    "));
    }
    if (run.problems().size() > MOST_PROBLEMS) {
      console.line("  and more: GET /v1/runs/" + run.id() + "/jobs?state=DEAD lists all");
    }
  }

  /** Rows of each table in each place. */
  void counts(List<TableCounts> counts) {
    console.line("");
    console.line("Rows");
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    for (TableCounts table : counts) {
      List<String> row = new ArrayList<>();
      row.add(table.table());
      row.addAll(table.texts());
      rows.add(row);
    }
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      boolean differs = row > 0 && !counts.get(row - 1).equal();
      console.line(line(rows.get(row), widths) + (differs ? "  not equal" : ""));
    }
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(" ");
    for (int i = 0; i < widths.length; i++) {
      String format = i == 0 ? " %-" + widths[i] + "s" : "  %" + widths[i] + "s";
      line.append(String.format(Locale.ROOT, format, cells.get(i)));
    }
    return line.toString();
  }

  /** Which columns were changed. */
  void masked(List<Table> tables) {
    console.line("");
    console.line("Masked columns (values replaced)");
    int width = tables.stream().mapToInt(table -> table.name().length()).max().orElse(1);
    for (Table table : tables) {
      String columns =
          table.masked().stream().map(Summary::masked).collect(Collectors.joining(", "));
      String none = table.counts().filesDone() > 0 ? "none" : "nothing was published";
      console.line(
          String.format(
              Locale.ROOT,
              "  %-" + width + "s  %s",
              table.name(),
              columns.isEmpty() ? none : columns));
    }
  }

  private static String masked(Masked column) {
    return column.column() + " (" + Amounts.count(column.changed()) + ")";
  }

  /** Some rows. */
  void rows(String title, List<String> lines) {
    console.line("");
    console.line(title);
    lines.forEach(console::line);
  }

  /** What the leak check says. */
  void leaks(LeakReport report, Duration took) {
    console.line("");
    String looked =
        Arrays.stream(Kind.values())
            .map(kind -> kind.counted(report.looked().getOrDefault(kind, 0)))
            .collect(Collectors.joining(", "));
    console.line(
        "Leak check: "
            + (report.leaks().isEmpty() ? "no original found" : "ORIGINALS FOUND")
            + " ("
            + Amounts.seconds(took)
            + ")");
    console.line("  looked for  " + looked + " of the masked columns");
    console.line("  in          " + String.join(", ", report.places()));
    console.line(
        "  proof       the same search finds "
            + Amounts.count(report.proof())
            + " of them in the first rows of the source");
    for (String leak : report.leaks()) {
      console.line("  LEAK        " + leak);
    }
    for (String unread : report.unread()) {
      console.line("  not read    " + unread);
    }
    if (report.chances() > 0) {
      console.line(
          "  by chance   "
              + Amounts.count(report.chances())
              + " in rows of others: fakes are drawn from words that real values have, too");
    }
  }

  /** Where to look further. */
  void places(Database target, String scheduler, RunStatus run, String logs, boolean keep) {
    console.line("");
    console.line(keep ? "Where it is" : "Where it was (--keep leaves it running)");
    console.line("  target  " + psql(target));
    console.line("  API     " + scheduler + "/v1/runs/" + run.id());
    console.line("  docs    " + scheduler + "/q/swagger-ui");
    console.line("  logs    " + logs);
  }

  /** The command that connects. */
  static String psql(Database database) {
    String address = database.jdbcUrl().substring("jdbc:postgresql://".length());
    return "psql postgresql://" + database.user() + ":" + database.password() + "@" + address;
  }
}
