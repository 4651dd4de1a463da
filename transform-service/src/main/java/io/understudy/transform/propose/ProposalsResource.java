package io.understudy.transform.propose;

import io.smallrye.common.annotation.Blocking;
import io.understudy.access.Roles;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.propose.Proposal;
import io.understudy.engine.propose.TableSample;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.ObjectStore.Listed;
import io.understudy.files.SourceSampler;
import io.understudy.transform.problem.RequestException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Proposes configs. */
@RolesAllowed(Roles.SERVICE)
@Path("/v1/proposals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ProposalsResource {
  private static final int USUAL_ROWS = 10_000;
  private static final int MOST_ROWS = 100_000;

  private final ObjectStore objects;

  ProposalsResource(ObjectStore objects) {
    this.objects = objects;
  }

  @POST
  @Blocking
  @Operation(
      summary = "A transform config for files that have none, from a sample of their rows",
      description =
          "Each column gets a rule or is kept, with the reason as a comment. No value of a row is"
              + " in the answer.")
  public ProposedConfig propose(@Nullable ProposalRequest request) {
    if (request == null) {
      throw new RequestException("body", "the body is empty", "send at least input");
    }
    int rows = Objects.requireNonNullElse(request.rows(), USUAL_ROWS);
    if (rows < 1 || rows > MOST_ROWS) {
      throw new RequestException(
          "rows", "expected 1 to " + MOST_ROWS + ", found " + rows, "ask for fewer");
    }
    SourceSampler sampler =
        new SourceSampler(
            Objects.requireNonNullElse(request.format(), FormatOptions.BY_NAME),
            Optional.ofNullable(request.table()),
            rows);
    Location input = location(Objects.requireNonNullElse(request.input(), ""));
    collect(input, sampler);
    List<TableSample> samples = sampler.read();
    if (samples.isEmpty()) {
      throw new RequestException(
          "input",
          "no .parquet, .csv, .tsv, .jsonl or .ndjson file is under " + input,
          "end a folder with /, or set format.type for files with other names");
    }
    return new ProposedConfig(
        Proposal.of(samples, new Detector(List.of())),
        samples.stream().map(TableSample::table).toList());
  }

  private void collect(Location input, SourceSampler sampler) {
    String key = input.key();
    if (!key.isEmpty() && !key.endsWith("/")) {
      sampler.add(key.substring(key.lastIndexOf('/') + 1), () -> objects.open(input));
      return;
    }
    Iterator<Listed> files = objects.list(input);
    boolean more = true;
    while (more && files.hasNext()) {
      Location file = files.next().location();
      String path = file.key().substring(key.length());
      if (!path.isEmpty() && !path.endsWith("/")) {
        more = sampler.add(path, () -> objects.open(file));
      }
    }
  }

  private static Location location(String url) {
    try {
      return Location.parse(url);
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          "input",
          "\"" + url + "\" is not the location of files",
          "write s3://BUCKET/KEY or s3://BUCKET/FOLDER/");
    }
  }
}
