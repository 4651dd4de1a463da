package io.understudy.scheduler.run;

import com.fasterxml.jackson.databind.JsonNode;
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
  private final Map<Long, Details> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Details> eldest) {
          return size() > KEPT;
        }
      };

  TableDetails(RunProtocol protocol) {
    this.protocol = protocol;
  }

  /** {@code done} is how many jobs it was added up from. */
  record Details(long done, List<ColumnView> columns, List<MaskedView> masked) {
    static final Details NONE = new Details(0, List.of(), List.of());
  }

  Details of(RunTable table) {
    boolean settled =
        table.filesTotal > 0 && table.transformDone + table.transformDead == table.filesTotal;
    if (!settled) {
      return Details.NONE;
    }
    synchronized (kept) {
      Details known = kept.get(table.id);
      if (known != null && known.done() == table.transformDone) {
        return known;
      }
    }
    Details details = read(table);
    synchronized (kept) {
      kept.put(table.id, details);
    }
    return details;
  }

  private Details read(RunTable table) {
    ColumnMerge merge = new ColumnMerge();
    Map<String, MaskedView> masked = new LinkedHashMap<>();
    protocol.details(
        table.id,
        document -> {
          JsonNode details = ColumnMerge.parse(document);
          merge.add(details);
          add(details, masked);
        });
    List<ColumnView> columns = new ArrayList<>();
    for (JsonNode column : merge.result()) {
      columns.add(
          new ColumnView(
              column.path("name").asText(),
              column.path("type").asText(),
              column.path("nullable").asBoolean()));
    }
    return new Details(table.transformDone, columns, List.copyOf(masked.values()));
  }

  private static void add(JsonNode details, Map<String, MaskedView> masked) {
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
}
