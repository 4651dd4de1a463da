package io.understudy.files.manifest;

import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Survival;
import io.understudy.engine.proof.Seal;
import io.understudy.files.Checksums.Stretch;
import io.understudy.files.RewriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was done to one file. Holds names, counts and checksums, no value of a row.
 *
 * @param run id of the run
 * @param job id of the job
 * @param table name of the table
 * @param engine version of Understudy
 * @param configSha256 of the transform config's text, in hex
 * @param input location read
 * @param inputEtag its version
 * @param output location written
 * @param result what the rewrite did
 */
public record FileEntry(
    long run,
    long job,
    String table,
    String engine,
    String configSha256,
    String input,
    String inputEtag,
    String output,
    RewriteResult result) {

  /** The signed line: {@code {"entry":{...},"signature":"..."}}. */
  public String line(Seal seal) {
    String entry = CanonicalJson.write(fields());
    return SignedLine.write(entry, seal.of(entry));
  }

  private Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("columns", columns());
    fields.put("config_sha256", configSha256);
    fields.put("engine", engine);
    fields.put("input", inputFields());
    fields.put("job", job);
    fields.put("key", result.keyId());
    fields.put("output", outputFields());
    fields.put("rows_in", result.rowsIn());
    fields.put("rows_out", result.rowsOut());
    fields.put("run", run);
    fields.put("table", table);
    return fields;
  }

  private Map<String, Object> inputFields() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("bytes_read", result.checksums().bytesRead());
    fields.put("etag", inputEtag);
    fields.put("location", input);
    fields.put("size", result.bytesIn());
    String sha256 = result.checksums().inputSha256();
    if (sha256 != null) {
      fields.put("sha256", sha256);
    }
    return fields;
  }

  private Map<String, Object> outputFields() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("etag", result.etag());
    fields.put("location", output);
    fields.put("size", result.bytesOut());
    List<Stretch> stretches = result.checksums().output();
    if (stretches.size() == 1) {
      fields.put("sha256", stretches.get(0).sha256());
    } else {
      fields.put(
          "stretches",
          stretches.stream().map(s -> Map.of("sha256", s.sha256(), "size", s.size())).toList());
    }
    return fields;
  }

  private List<Object> columns() {
    List<Object> columns = new ArrayList<>();
    for (int i = 0; i < result.plans().size(); i++) {
      ColumnPlan plan = result.plans().get(i);
      ColumnReport report = result.reports().get(i);
      Map<String, Object> fields = new TreeMap<>();
      fields.put("name", plan.column().name());
      fields.put("type", plan.column().type().name());
      fields.put("decision", plan.decision().name());
      fields.put("entity", plan.entity());
      fields.put("rule", plan.rule());
      fields.put("changed", report.changed());
      fields.put("nulls", report.nulls());
      fields.put("left", report.left());
      if (plan.decision() == ColumnPlan.Decision.MASKED) {
        fields.put("survival", survival(report.survival()));
      }
      columns.add(fields);
    }
    return columns;
  }

  private static Map<String, Object> survival(Survival survival) {
    return Map.of(
        "unchanged", survival.unchanged(),
        "originals", survival.originals(),
        "outputs", survival.outputs(),
        "overlap", survival.overlap(),
        "stayed", survival.stayed(),
        "sampled", survival.sampled());
  }
}
