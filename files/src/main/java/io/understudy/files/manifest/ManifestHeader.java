package io.understudy.files.manifest;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a manifest have in common.
 *
 * @param run id of the run
 * @param pipeline its name
 * @param source location, as in the pipeline
 * @param sink location, as in the pipeline
 * @param files how many files the run has; a failed run has fewer entries
 * @param configSha256 of the transform config's text, in hex
 * @param engine version of Understudy
 * @param key id of the key that signs the whole
 * @param created when it was written
 */
public record ManifestHeader(
    long run,
    String pipeline,
    String source,
    String sink,
    long files,
    String configSha256,
    String engine,
    String key,
    Instant created) {
  static final String FORMAT = "understudy-manifest/1";

  String line() {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("config_sha256", configSha256);
    fields.put("created", created.toString());
    fields.put("engine", engine);
    fields.put("files", files);
    fields.put("format", FORMAT);
    fields.put("key", key);
    fields.put("pipeline", pipeline);
    fields.put("run", run);
    fields.put("sink", sink);
    fields.put("source", source);
    return CanonicalJson.write(fields);
  }

  /**
   * @throws ManifestException if it is no such line
   */
  static ManifestHeader read(String line) {
    Fields fields = new Fields(CanonicalJson.read(line));
    if (!fields.text("format").equals(FORMAT)) {
      throw new ManifestException("this is no manifest of the form " + FORMAT);
    }
    return new ManifestHeader(
        fields.number("run"),
        fields.text("pipeline"),
        fields.text("source"),
        fields.text("sink"),
        fields.number("files"),
        fields.text("config_sha256"),
        fields.text("engine"),
        fields.text("key"),
        fields.time("created"));
  }
}
