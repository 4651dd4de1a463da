package io.understudy.transform.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.understudy.engine.TransformConfig;
import io.understudy.files.FileException;
import io.understudy.files.FormatOptions;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Run;
import io.understudy.jobtable.RunTable;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What a claim's run says: its parsed config and its tables' formats, read once per process. */
@Singleton
class RunPlans {
  /** The config has the lines and columns that it has in the pipeline. */
  private static final String DOCUMENT = "pipeline";

  private final ObjectMapper json;
  private final Map<Long, TransformConfig> configs = new ConcurrentHashMap<>();
  private final Map<Long, FormatOptions> options = new ConcurrentHashMap<>();

  RunPlans(ObjectMapper json) {
    this.json = json;
  }

  TransformConfig config(long runId) {
    return configs.computeIfAbsent(runId, RunPlans::readConfig);
  }

  FormatOptions options(Claim claim) {
    return options.computeIfAbsent(
        Objects.requireNonNull(claim.runTableId(), "a TRANSFORM job has a table"),
        this::readOptions);
  }

  private static TransformConfig readConfig(long runId) {
    String text =
        QuarkusTransaction.requiringNew().call(() -> Run.<Run>findById(runId).transformConfig);
    return TransformConfig.parse(DOCUMENT, text);
  }

  private FormatOptions readOptions(long tableId) {
    String text =
        QuarkusTransaction.requiringNew().call(() -> RunTable.<RunTable>findById(tableId).format);
    try {
      return json.readValue(text, FormatOptions.class);
    } catch (JsonProcessingException e) {
      throw new FileException.Terminal(
          "the format options of table " + tableId + " in the job table are not as expected");
    }
  }
}
