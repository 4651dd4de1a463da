package io.understudy.loader.dialect;

import io.understudy.files.TableReader;
import io.understudy.loader.database.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stores rows with one {@code LOAD DATA LOCAL} of MariaDB. That statement takes every row as {@code
 * INSERT IGNORE} would, whatever the server's mode: what it cannot store it changes or leaves out,
 * and warns. So one warning, or one row less than was sent, refuses the file.
 */
final class LoadData implements Intake {
  private static final int TRUNCATED = 1265;
  private static final int TOO_LONG = 1406;

  private final Filling to;

  LoadData(Filling to) {
    this.to = to;
  }

  /** A warning of the server; its text quotes values. */
  private record Warning(int number, String text) {}

  @Override
  public Count store(TableReader reader) throws SQLException, InterruptedException {
    RowStream rows =
        new RowStream(
            reader,
            new RowText(to.files(), to.table().columns()),
            to.files().size(),
            to.progress());
    long stored;
    long warned;
    try (Statement statement = to.session().statement()) {
      statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(rows);
      stored = statement.executeLargeUpdate(sql());
      warned = warned(statement);
    }
    try {
      rows.rethrow();
    } catch (RowText.UnstorableException e) {
      throw refusal(
          ", row "
              + rows.failedRow()
              + ", "
              + e.getMessage()
              + "; mask or drop the column in the"
              + " transform");
    }
    if (warned > 0) {
      throw refusal(firstWarning());
    }
    return new Count(stored, rows.rows());
  }

  /** How many the last statement gave, whether the server kept them or not. */
  private static long warned(Statement statement) throws SQLException {
    try (ResultSet count = statement.executeQuery("select @@warning_count")) {
      count.next();
      return count.getLong(1);
    }
  }

  private Warning firstWarning() throws SQLException {
    List<Warning> warnings =
        to.session()
            .query("show warnings limit 1", row -> new Warning(row.getInt(2), row.getString(3)));
    return warnings.isEmpty() ? new Warning(TRUNCATED, "") : warnings.getFirst();
  }

  /** Bytes come as hexadecimal digits, bits as a number: both by way of a variable. */
  private String sql() {
    List<String> fields = new ArrayList<>();
    List<String> set = new ArrayList<>();
    IntStream.range(0, to.table().columns().size())
        .forEach(
            i -> {
              ExistingColumn column = to.table().columns().get(i);
              String name = to.dialect().quoted(column.name());
              boolean bytes = Kinds.isBytes(column);
              boolean bits = Kinds.isBits(column);
              fields.add(bytes || bits ? "@v" + i : name);
              if (bytes) {
                set.add(name + " = unhex(@v" + i + ")");
              } else if (bits) {
                set.add(name + " = cast(@v" + i + " as unsigned)");
              }
            });
    return "load data local infile 'rows' into table "
        + to.dialect().quoted(to.table().name())
        + " character set utf8mb4 ("
        + String.join(", ", fields)
        + ")"
        + set.stream().collect(Collectors.joining(", ", set.isEmpty() ? "" : " set ", ""));
  }

  private RuntimeException refusal(Warning warning) {
    // it ends in "… at row 3", and has a column's name before; the rest may be a value
    String text = warning.text();
    int at = text.lastIndexOf(" at row ");
    String digits = at < 0 ? "" : text.substring(at + " at row ".length());
    boolean told = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    String named = told ? text.substring(0, at) : "";
    Optional<ExistingColumn> column =
        to.table().columns().stream()
            .filter(
                c -> named.endsWith(" '" + c.name() + "'") || named.endsWith(".`" + c.name() + "`"))
            .findFirst();
    return refusal(
        (told ? ", row " + digits : "")
            + column.map(c -> ", column " + to.dialect().quoted(c.name())).orElse("")
            + ": "
            + Dialect.rule(meant(warning.number(), column))
            + " (error "
            + warning.number()
            + "); change the value in the transform, or the column there");
  }

  /**
   * "Truncated" is said of what is too long for a text, and of what is no value of another type.
   */
  private static int meant(int warning, Optional<ExistingColumn> column) {
    boolean cut = column.filter(c -> Kinds.isText(c) && !Kinds.isEnum(c)).isPresent();
    return warning == TRUNCATED && (cut || column.filter(Kinds::isBytes).isPresent())
        ? TOO_LONG
        : warning;
  }

  private RuntimeException refusal(String what) {
    return to.target()
        .refusal(
            "target-value",
            "cannot load "
                + to.file().location()
                + " into "
                + to.dialect().quoted(to.table().name())
                + what);
  }
}
