package io.understudy.scheduler.check;

import io.understudy.files.FileColumn;
import io.understudy.scheduler.check.CheckAnswer.Entry;
import io.understudy.scheduler.check.LoaderService.Asked;
import io.understudy.scheduler.check.LoaderService.Question;
import io.understudy.scheduler.check.LoaderService.Statement;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What the loader would make of tables that a target does not have. */
@Singleton
public class TargetDdl {
  private final LoaderService loader;

  TargetDdl(@RestClient LoaderService loader) {
    this.loader = loader;
  }

  /**
   * Asks the loader.
   *
   * @param tables columns of the masked files, by name in the target
   * @param key columns that a table gets as its primary key; empty: none
   * @param problems told if it does not answer
   * @return statements by name in the target; none for a table that is there
   */
  public Map<String, String> statements(
      String target, Map<String, List<FileColumn>> tables, List<String> key, List<Entry> problems) {
    List<Asked> asked =
        tables.entrySet().stream()
            .map(table -> new Asked(table.getKey(), table.getValue(), key))
            .toList();
    Map<String, String> statements = new HashMap<>();
    try {
      List<Statement> answers = loader.ddl(target, new Question(asked)).tables();
      for (Statement answer : answers == null ? List.<Statement>of() : answers) {
        if (answer.table() != null && answer.statement() != null) {
          statements.put(answer.table(), answer.statement());
        }
      }
    } catch (WebApplicationException e) {
      problems.add(
          e.getResponse().getStatus() == 404
              ? Entry.of(
                  "load.target",
                  null,
                  "the loader service does not know \"" + target + "\", or is of another version",
                  "see GET /v1/targets there")
              : Services.refused("loader", e));
    } catch (ProcessingException e) {
      problems.add(Services.silent("loader", e));
    }
    return statements;
  }
}
