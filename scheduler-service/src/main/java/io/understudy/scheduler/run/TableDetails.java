package io.understudy.scheduler.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.jobtable.RunProtocol;
import io.understudy.jobtable.RunTable;
import io.understudy.scheduler.reconcile.ColumnMerge;
import io.understudy.scheduler.run.RunView.ColumnView;
import io.understudy.scheduler.run.RunView.MaskedView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the jobs of a table report about its columns. Added up once all its files are done, and kept
 * for the tables asked for last.
 */
@Singleton
class TableDetails {
  private static final int KEPT = 1_000;

  private final RunProtocol protocol;
  private final ObjectMapper json;
  private final Map<Long, Details> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Details> eldest) {
          return size() > KEPT;
        }
      };

  TableDetails(RunProtocol protocol, ObjectMapper json) {
    this.protocol = protocol;
    this.json = json;
  }

  /** {@code done} is how many jobs it was added up from. */
  record Details(long done, List<ColumnView> columns, List<MaskedView> masked) {}

  Details of(RunTable table) {
    boolean settled =
        table.filesTotal > 0 && table.transformDone + table.transformDead == table.filesTotal;
    if (!settled) {
      return new Details(0, List.of(), List.of());
    }
    synchronized (kept) {
      Details known = kept.get(table.id);
      if (known != null && known.done() == table.transformDone) {
        return known;
      }
    }
    List<String> documents = protocol.details(table.id);
    Details details = new Details(table.transformDone, columns(documents), masked(documents));
    synchronized (kept) {
      kept.put(table.id, details);
    }
    return details;
  }

  private List<ColumnView> columns(List<String> documents) {
    List<ColumnView> columns = new ArrayList<>();
    for (JsonNode column : ColumnMerge.of(documents)) {
      columns.add(
          new ColumnView(
              column.path("name").asText(),
              column.path("type").asText(),
              column.path("nullable").asBoolean()));
    }
    return columns;
  }

  private List<MaskedView> masked(List<String> documents) {
    Map<String, MaskedView> masked = new LinkedHashMap<>();
    for (String document : documents) {
      JsonNode details = parse(document);
      for (JsonNode plan : details.path("plans")) {
        if (plan.path("decision").asText().equals("MASKED")) {
          String column = plan.path("column").asText();
          masked.putIfAbsent(
              column,
              new MaskedView(column, plan.path("entity").asText(), plan.path("rule").asText(), 0));
        }
      }
      for (JsonNode report : details.path("reports")) {
        masked.computeIfPresent(
            report.path("column").asText(),
            (name, before) ->
                new MaskedView(
                    name,
                    before.entity(),
                    before.rule(),
                    before.changed() + report.path("changed").asLong()));
      }
    }
    return List.copyOf(masked.values());
  }

  private JsonNode parse(String document) {
    try {
      return json.readTree(document);
    } catch (JsonProcessingException e) {
      // its message may quote the document
      throw new IllegalStateException("job.details is not JSON: " + e.getClass().getSimpleName());
    }
  }
}
