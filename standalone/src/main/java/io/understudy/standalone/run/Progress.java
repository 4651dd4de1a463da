package io.understudy.standalone.run;

import io.understudy.standalone.run.RunStatus.Counts;
import io.understudy.standalone.run.RunStatus.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How far a run is, in lines of text. */
public final class Progress {
  private static final int BAR = 20;
  private static final int WIDEST_NAME = 24;

  private Progress() {}

  /**
   * One line for the whole run.
   *
   * @param since time since the run was posted
   */
  public static String line(RunStatus run, Duration since) {
    Counts totals = run.totals();
    if (totals.files() == 0) {
      return String.format(Locale.ROOT, "%-9s %s", run.state().toLowerCase(Locale.ROOT), "…");
    }
    double seconds = Math.max(since.toMillis(), 1) / 1_000.0;
    StringBuilder line = new StringBuilder();
    if (totals.masked() && totals.loads() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              "loading   %s %3d %%  %d of %d files  %s rows",
              bar(totals.loadsDone(), totals.loads()),
              percent(totals.loadsDone(), totals.loads()),
              totals.loadsDone(),
              totals.loads(),
              Amounts.count(totals.rowsLoaded())));
    } else {
      line.append(
          String.format(
              Locale.ROOT,
              "masking   %s %3d %%  %d of %d files  %s of %s  %s rows  %.1f MB/s  %s",
              bar(totals.bytesRead(), totals.bytes()),
              percent(totals.bytesRead(), totals.bytes()),
              totals.filesDone(),
              totals.files(),
              Amounts.bytes(totals.bytesRead()),
              Amounts.bytes(totals.bytes()),
              Amounts.count(totals.rowsIn()),
              totals.bytesRead() / 1e6 / seconds,
              left(totals, since)));
    }
    return line.append(failed(totals)).toString();
  }

  /** The time that is left if it goes on as fast as so far. */
  private static String left(Counts totals, Duration since) {
    if (totals.bytesRead() == 0) {
      return "-:-- left";
    }
    double rest = totals.bytes() - (double) totals.bytesRead();
    long millis = Math.round(since.toMillis() * Math.max(rest, 0) / totals.bytesRead());
    return Amounts.clock(Duration.ofMillis(millis)) + " left";
  }

  private static String failed(Counts counts) {
    long dead = counts.filesDead() + counts.loadsDead();
    return dead == 0 ? "" : "  " + dead + " failed";
  }

  /**
   * The line of {@link #line} and one for each table.
   *
   * @param most lines; if there are more tables, those that are not done come first
   */
  public static List<String> block(RunStatus run, Duration since, int most) {
    List<Table> tables = new ArrayList<>(run.tables());
    if (tables.size() > most - 1) {
      tables.sort(Comparator.comparing(table -> table.counts().masked()));
      tables = tables.subList(0, Math.max(0, most - 2));
    }
    int width = 0;
    for (Table table : tables) {
      width = Math.max(width, Math.min(table.name().length(), WIDEST_NAME));
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(run, since));
    for (Table table : tables) {
      lines.add(table(table, width));
    }
    if (tables.size() < run.tables().size()) {
      lines.add(
          "  and " + Amounts.count(run.tables().size() - (long) tables.size()) + " more tables");
    }
    return lines;
  }

  private static String table(Table table, int width) {
    Counts counts = table.counts();
    String name =
        table.name().length() > width ? table.name().substring(0, width - 1) + "…" : table.name();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "  %-" + Math.max(width, 1) + "s %s %d/%d files  %s/%s  %s rows",
            name,
            bar(counts.bytesRead(), counts.bytes()),
            counts.filesDone(),
            counts.files(),
            Amounts.bytes(counts.bytesRead()),
            Amounts.bytes(counts.bytes()),
            Amounts.count(counts.rowsOut())));
    if (counts.loads() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              "  loaded %d/%d  %s rows",
              counts.loadsDone(),
              counts.loads(),
              Amounts.count(counts.rowsLoaded())));
    }
    return line.append(failed(counts)).toString();
  }

  private static String bar(long done, long of) {
    int full = of <= 0 ? 0 : (int) Math.clamp(done * (double) BAR / of, 0, BAR);
    return "[" + "█".repeat(full) + "░".repeat(BAR - full) + "]";
  }

  private static long percent(long done, long of) {
    return of <= 0 ? 0 : Math.clamp((long) (done * 100.0 / of), 0, 100);
  }
}
