package io.understudy.transform.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.engine.TransformConfig;
import io.understudy.files.FileException;
import io.understudy.files.FormatOptions;
import io.understudy.files.Sha256;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.RunReader;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What a claim's run says: its parsed config and its tables' formats, read once per process. */
@Singleton
@RegisterForReflection(targets = {FormatOptions.class})
class RunPlans {
  /** The config has the lines and columns that it has in the pipeline. */
  private static final String DOCUMENT = "pipeline";

  private final ObjectMapper json;
  private final RunReader runs;
  private final Map<Long, RunConfig> configs = new ConcurrentHashMap<>();
  private final Map<Long, FormatOptions> options = new ConcurrentHashMap<>();

  RunPlans(ObjectMapper json, RunReader runs) {
    this.json = json;
    this.runs = runs;
  }

  /**
   * A run's config.
   *
   * @param sha256 of its text, in hex
   */
  record RunConfig(TransformConfig config, String sha256) {
    static String sha256(String text) {
      return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  RunConfig config(long runId) {
    return configs.computeIfAbsent(runId, this::readConfig);
  }

  FormatOptions options(Claim claim) {
    return options.computeIfAbsent(
        Objects.requireNonNull(claim.runTableId(), "a TRANSFORM job has a table"),
        this::readOptions);
  }

  private RunConfig readConfig(long runId) {
    String text = runs.run(runId).transformConfig();
    return new RunConfig(TransformConfig.parse(DOCUMENT, text), RunConfig.sha256(text));
  }

  private FormatOptions readOptions(long tableId) {
    String text = runs.format(tableId);
    try {
      return json.readValue(text, FormatOptions.class);
    } catch (JsonProcessingException e) {
      throw new FileException.Terminal(
          "the format options of table " + tableId + " in the job table are not as expected");
    }
  }
}
