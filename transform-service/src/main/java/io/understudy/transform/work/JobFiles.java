package io.understudy.transform.work;

import io.understudy.engine.key.Keyring;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.Claim;
import io.understudy.transform.key.Keys;
import io.understudy.transform.recogniser.Recogniser;
import io.understudy.transform.work.RunPlans.RunConfig;
import jakarta.inject.Singleton;

/** Opens what jobs read. */
@Singleton
class JobFiles {
  private final ObjectStore objects;
  private final Keys keys;
  private final RunPlans plans;
  private final FirstFiles firstFiles;
  private final Recogniser recogniser;

  JobFiles(
      ObjectStore objects,
      Keys keys,
      RunPlans plans,
      FirstFiles firstFiles,
      Recogniser recogniser) {
    this.objects = objects;
    this.keys = keys;
    this.plans = plans;
    this.firstFiles = firstFiles;
    this.recogniser = recogniser;
  }

  /**
   * Opens the file of a job.
   *
   * @param input location of the file
   * @throws FileException.Terminal if it is absent, or another than when the run was planned
   */
  JobFile open(Claim claim, String input) {
    Location location = Location.parse(input);
    FormatOptions options = plans.options(claim);
    FileFormat format =
        options
            .formatOf(location.key())
            .orElseThrow(
                () ->
                    new FileException.Terminal(
                        input
                            + ": the name does not tell the file's format; set format: csv, jsonl"
                            + " or parquet for the table \""
                            + claim.table()
                            + "\" in the pipeline"));
    Keyring keyring = keys.ring();
    InputObject source = objects.open(location);
    if (!claim.inputEtag().isEmpty() && !claim.inputEtag().equals(source.etag())) {
      throw new FileException.Terminal(
          input + ": changed since the run was planned; start a new run");
    }
    RunConfig run = plans.config(claim.runId());
    Location output = Location.parse(claim.output());
    // as the output's name says
    FileFormat written = options.formatOf(output.key()).orElseThrow();
    return new JobFile(
        claim.table(),
        source,
        format,
        output,
        written.compression(),
        run,
        keyring,
        (schema, data) ->
            firstFiles.compared(
                claim,
                input,
                format,
                run.config().compile(schema, keyring, recogniser.get(), data)));
  }
}
