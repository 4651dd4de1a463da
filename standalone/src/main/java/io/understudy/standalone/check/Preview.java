package io.understudy.standalone.check;

import io.understudy.engine.CellException;
import io.understudy.engine.ConfigException;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.files.LocalFile;
import io.understudy.files.check.FirstRows;
import io.understudy.standalone.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the first rows of files as they are and as a config makes them. */
public final class Preview {
  private final Console console;
  private final Keyring keyring;

  /** {@code keyring} makes the fakes. */
  public Preview(Console console, Keyring keyring) {
    this.console = console;
    this.keyring = keyring;
  }

  /** Prints the rows, or what is wrong; returns whether nothing was. */
  public boolean run(Request request) {
    try {
      TransformConfig config = ConfigCheck.read(request.config());
      for (Sample sample : Sample.of(request)) {
        FirstRows rows =
            FirstRows.of(
                schema -> config.compile(schema, keyring, Optional.empty(), sample.data()),
                sample.table(),
                LocalFile.open(sample.path()),
                sample.format(),
                request.rows());
        console.line("table " + sample.table() + " (" + sample.path() + ")");
        lines(rows).forEach(line -> console.line("  " + line));
      }
      return true;
    } catch (ConfigException e) {
      e.problems().forEach(problem -> console.line(problem.toString()));
    } catch (CellException e) {
      console.line(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private static List<String> lines(FirstRows rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("row", "column", "before", "after", "rule"));
    for (int row = 0; row < rows.after().size(); row++) {
      String number = Integer.toString(row + 1);
      String drop = rows.dropped().get(row);
      if (drop != null) {
        lines.add(List.of(number, "(dropped)", "", "", drop));
        continue;
      }
      for (int i = 0; i < rows.output().size(); i++) {
        OutputColumn column = rows.output().get(i);
        boolean added = column.source() >= rows.columnsBefore().size();
        String before = added ? null : rows.before().get(row).get(column.source());
        String after = rows.after().get(row).get(i);
        lines.add(
            List.of(
                number,
                column.name(),
                added ? "(added)" : shown(before),
                Objects.equals(before, after) ? "(as it is)" : shown(after),
                String.join(", ", rows.rules().get(row).get(i))));
        number = "";
      }
    }
    return Columns.aligned(lines);
  }

  private static String shown(@Nullable String value) {
    return value == null ? "(null)" : value.replaceAll("\\p{Cntrl}", " ");
  }
}
