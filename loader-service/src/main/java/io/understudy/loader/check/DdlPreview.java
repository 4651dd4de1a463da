package io.understudy.loader.check;

import io.understudy.files.FileColumn;
import io.understudy.loader.database.Dialect;
import io.understudy.loader.database.Session;
import io.understudy.loader.database.Target;
import io.understudy.loader.dialect.DialectCheck;
import io.understudy.loader.table.NewTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a load would make in a target; writes nothing to it. */
final class DdlPreview {
  private DdlPreview() {}

  /** Tables of a run. */
  @Schema(name = "DdlQuestion")
  record Question(@Nullable List<Asked> tables) {}

  /**
   * One table.
   *
   * @param table its name in the target
   * @param columns of its masked files, as far as they are known
   * @param key its primary key if it is made; null or empty: none
   */
  @Schema(name = "AskedTable")
  record Asked(
      @Nullable String table, @Nullable List<FileColumn> columns, @Nullable List<String> key) {}

  /** What would be made, one for each that was asked. */
  @Schema(name = "Ddl")
  record Answer(List<Statement> tables) {
    Answer {
      tables = List.copyOf(tables);
    }
  }

  /**
   * One table.
   *
   * @param statement that makes it; null: the target has it, or it has no columns
   */
  @Schema(name = "DdlStatement")
  record Statement(String table, @Nullable String statement) {}

  static Answer of(Target target, Question question) throws InterruptedException {
    return target.ask(
        "look for its tables",
        "understudy loader check",
        session -> {
          List<Statement> statements = new ArrayList<>();
          for (Asked asked : Objects.requireNonNullElse(question.tables(), List.<Asked>of())) {
            String table = Objects.requireNonNullElse(asked.table(), "");
            List<FileColumn> columns =
                Objects.requireNonNullElse(asked.columns(), List.<FileColumn>of());
            List<String> key = Objects.requireNonNullElse(asked.key(), List.<String>of());
            Optional<String> statement =
                columns.isEmpty()
                    ? Optional.empty()
                    : statement(target, session, table, columns, key);
            statements.add(new Statement(table, statement.orElse(null)));
          }
          return new Answer(statements);
        });
  }

  private static Optional<String> statement(
      Target target, Session session, String table, List<FileColumn> columns, List<String> key)
      throws SQLException {
    Optional<Dialect> dialect = target.dialect();
    return dialect.isPresent()
        ? DialectCheck.ddl(session, dialect.get(), table, columns, key)
        : NewTable.ifAbsent(session, target.schema(), table, columns, key);
  }
}
