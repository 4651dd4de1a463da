package io.understudy.scheduler.preflight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.jobtable.PreflightCheck.Outcome;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A preflight as the API shows it.
 *
 * @param workers started to see whether so many fit
 * @param checks in the order of their ends
 * @param estimate what a run would take; null if nothing was measured
 */
@Schema(name = "Preflight")
record PreflightView(
    long id,
    Preflight.State state,
    String source,
    String sink,
    int workers,
    Instant createdAt,
    @Nullable Instant finishedAt,
    List<CheckView> checks,
    @Nullable Estimate estimate) {
  PreflightView {
    checks = List.copyOf(checks);
  }

  /**
   * What one check found.
   *
   * @param policy the policy statement that would allow a denied call
   */
  @Schema(name = "PreflightCheck")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CheckView(
      String name,
      Outcome outcome,
      String words,
      @Nullable String remedy,
      @JsonRawValue @Schema(type = SchemaType.OBJECT) @Nullable String policy) {

    static CheckView of(PreflightCheck check) {
      return new CheckView(
          check.name(), check.outcome(), check.words(), check.remedy(), check.policy());
    }
  }

  static PreflightView of(Preflight preflight, @Nullable Estimate estimate) {
    return new PreflightView(
        preflight.id(),
        preflight.state(),
        preflight.source(),
        preflight.sink(),
        preflight.workers(),
        preflight.createdAt(),
        preflight.finishedAt(),
        preflight.checks().stream().map(CheckView::of).toList(),
        estimate);
  }

  /** For people: a line for each check, with its remedy and policy statement below it. */
  String text() {
    StringBuilder text = new StringBuilder("preflight " + id + " " + state + "\n");
    for (CheckView check : checks) {
      text.append("%-7s  %-16s %s%n".formatted(check.outcome(), check.name(), check.words()));
      if (check.remedy() != null) {
        text.append(" ".repeat(9)).append("remedy: ").append(check.remedy()).append('\n');
      }
      if (check.policy() != null) {
        text.append(" ".repeat(9)).append("policy: ").append(check.policy()).append('\n');
      }
    }
    return estimate == null ? text.toString() : text + estimate.text() + "\n";
  }
}
