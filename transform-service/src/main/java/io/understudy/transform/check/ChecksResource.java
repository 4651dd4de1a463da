package io.understudy.transform.check;

import io.smallrye.common.annotation.Blocking;
import io.understudy.access.Roles;
import io.understudy.engine.ConfigException;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.files.DistinctValues;
import io.understudy.files.ObjectStore;
import io.understudy.files.check.FileCheck;
import io.understudy.transform.check.CheckReport.Finding;
import io.understudy.transform.check.CheckReport.TablePlan;
import io.understudy.transform.check.CheckRequest.Sample;
import io.understudy.transform.key.Keys;
import io.understudy.transform.key.KeysException;
import io.understudy.transform.problem.RequestException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Checks configs. */
@RolesAllowed(Roles.SERVICE)
@Path("/v1/checks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ChecksResource {
  /** Values are looked at by the run, once. */
  private static final int COLUMNS_ONLY = 0;

  private final ObjectStore objects;
  private final Keys keys;

  ChecksResource(ObjectStore objects, Keys keys) {
    this.objects = objects;
    this.keys = keys;
  }

  @POST
  @Blocking
  @Operation(summary = "Check a config, alone and against a sample file per table; runs nothing")
  public CheckReport check(@Nullable CheckRequest request) {
    if (request == null) {
      throw new RequestException("body", "the body is empty", "send at least a config");
    }
    List<@Nullable Sample> samples = Objects.requireNonNullElse(request.tables(), List.of());
    if (samples.stream().anyMatch(Objects::isNull)) {
      throw new RequestException("tables", "an element is null", "leave it out");
    }
    List<Finding> problems = new ArrayList<>();
    List<TablePlan> tables = new ArrayList<>();
    List<Finding> notes = new ArrayList<>();
    try {
      TransformConfig config =
          TransformConfig.parse(
              Objects.requireNonNullElse(request.source(), "transform"),
              Objects.requireNonNullElse(request.config(), ""));
      config.notes().forEach(note -> notes.add(Finding.of(note, "")));
      Keyring keyring = keys.ring();
      for (Sample sample : samples) {
        check(config, keyring, sample, problems, tables);
      }
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problems.add(Finding.of(problem, "")));
    } catch (KeysException e) {
      problems.add(
          Finding.of(
              Objects.requireNonNullElse(request.source(), "transform"),
              String.valueOf(e.getMessage()),
              "workers need the same keys",
              ""));
    }
    return new CheckReport(problems, tables, notes);
  }

  private void check(
      TransformConfig config,
      Keyring keyring,
      Sample sample,
      List<Finding> problems,
      List<TablePlan> tables) {
    String table = Objects.requireNonNullElse(sample.table(), "");
    String source = Objects.requireNonNullElse(sample.input(), "");
    try {
      InputFile file = InputFile.of(sample.input(), sample.format());
      DistinctValues data =
          new DistinctValues(table, () -> objects.open(file.location()), file.format());
      FileCheck check =
          FileCheck.of(
              schema -> config.compile(schema, keyring, Optional.empty(), data),
              table,
              source,
              () -> objects.open(file.location()),
              file.format(),
              COLUMNS_ONLY);
      check.problems().forEach(problem -> problems.add(Finding.of(problem, table)));
      check.plan().ifPresent(plan -> tables.add(TablePlan.of(plan, check.written())));
    } catch (RequestException e) {
      problems.add(Finding.of(source, String.valueOf(e.getMessage()), e.remedy(), table));
    }
  }
}
