package io.understudy.transform.check;

import io.smallrye.common.annotation.Blocking;
import io.understudy.engine.ConfigException;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Checks configs. */
@Path("/v1/checks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ChecksResource {
  private final ObjectStore objects;
  private final Keyring keyring;

  ChecksResource(ObjectStore objects, Keyring keyring) {
    this.objects = objects;
    this.keyring = keyring;
  }

  @POST
  @Blocking
  @Operation(summary = "Check a config, alone and against a sample file per table; runs nothing")
  public CheckReport check(CheckRequest request) {
    List<CheckReport.Finding> problems = new ArrayList<>();
    List<CheckReport.TablePlan> tables = new ArrayList<>();
    try {
      TransformConfig config =
          TransformConfig.parse(
              Objects.requireNonNullElse(request.source(), "transform"),
              Objects.requireNonNullElse(request.config(), ""));
      for (CheckRequest.Sample sample :
          Objects.requireNonNullElse(request.tables(), List.<CheckRequest.Sample>of())) {
        checkTable(config, sample, problems, tables);
      }
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problems.add(CheckReport.Finding.of(problem, "")));
    }
    return new CheckReport(problems, tables);
  }

  private void checkTable(
      TransformConfig config,
      CheckRequest.Sample sample,
      List<CheckReport.Finding> problems,
      List<CheckReport.TablePlan> tables) {
    String table = Objects.requireNonNullElse(sample.table(), "");
    String input = Objects.requireNonNullElse(sample.input(), "");
    Location location = Location.parse(input);
    FormatOptions options = Objects.requireNonNullElse(sample.format(), FormatOptions.BY_NAME);
    FileFormat format = options.formatOf(location.key()).orElse(null);
    if (format == null) {
      problems.add(
          finding(input, "the name does not tell the file's format", "set format: for it", table));
      return;
    }
    try (TableReader reader = TableReader.open(table, objects.open(location), format)) {
      tables.add(CheckReport.TablePlan.of(config.compile(reader.schema(), keyring)));
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problems.add(CheckReport.Finding.of(problem, table)));
    } catch (FileException e) {
      problems.add(finding(input, String.valueOf(e.getMessage()), "", table));
    }
  }

  private static CheckReport.Finding finding(
      String input, String message, String remedy, String table) {
    return new CheckReport.Finding(input, 0, 0, "", message, remedy, table);
  }
}
