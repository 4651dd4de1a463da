package io.understudy.scheduler.preflight;

import io.understudy.jobtable.Preflight;
import io.understudy.jobtable.PreflightCheck;
import io.understudy.scheduler.launch.SampleWorkers.Size;
import io.understudy.scheduler.launch.SampleWorkers.Trouble;
import io.understudy.scheduler.launch.SampleWorkers.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is seen of the sample workers from outside, as checks. */
final class WorkerChecks {
  static final String IMAGE = "worker.image";
  static final String START = "worker.start";
  static final String HEADROOM = "headroom";

  private WorkerChecks() {}

  /** At least one runs. */
  static List<PreflightCheck> started(Optional<Size> size) {
    String image = size.map(Size::image).orElse("");
    List<PreflightCheck> checks = new ArrayList<>();
    checks.add(
        image.isEmpty()
            ? PreflightCheck.skipped(IMAGE, "workers here have no image")
            : PreflightCheck.pass(IMAGE, image + " was pulled"));
    checks.add(PreflightCheck.pass(START, "a worker runs where those of a run do"));
    return checks;
  }

  /** None runs, and none will. */
  static PreflightCheck notStarted(Trouble trouble) {
    return PreflightCheck.fail(
        trouble.image() ? IMAGE : START, "no worker starts: " + trouble.words(), trouble.remedy());
  }

  static PreflightCheck died(Trouble trouble) {
    return PreflightCheck.fail(START, trouble.words(), trouble.remedy());
  }

  /** Its time is up. */
  static PreflightCheck overdue(Preflight preflight, View view) {
    if (preflight.samples() == null) {
      return PreflightCheck.fail(
          SchedulerChecks.PLAN,
          "listing " + preflight.source() + " takes longer than a preflight may",
          "raise understudy.preflight.limit, or name a prefix with fewer objects");
    }
    String owner = preflight.owner();
    Trouble trouble = view.trouble();
    if (owner == null) {
      return trouble == null
          ? PreflightCheck.fail(
              START,
              "no worker began with its checks in time",
              "see the events and the log of its pod; where nodes are slow to come or images to"
                  + " load, raise understudy.preflight.limit")
          : notStarted(trouble);
    }
    List<PreflightCheck> done = preflight.checks();
    return PreflightCheck.fail(
        START,
        "the worker "
            + owner
            + " did not finish its checks in time"
            + (done.isEmpty() ? "" : "; the last one was " + done.get(done.size() - 1).name()),
        "see its log; raise understudy.preflight.limit if it was at work");
  }

  /** How many of the workers run. */
  static PreflightCheck headroom(int workers, View view, Optional<Size> size) {
    String each = size.map(found -> " (" + found.words() + ")").orElse("");
    if (view.running() >= workers) {
      return PreflightCheck.pass(
          HEADROOM,
          workers == 1
              ? "a worker" + each + " fits now; more were not tried"
              : "all " + workers + " workers of this size" + each + " fit now");
    }
    Trouble trouble = view.trouble();
    return PreflightCheck.warn(
        HEADROOM,
        "%d of %d workers of this size%s fit now; %d wait: %s"
            .formatted(
                view.running(),
                workers,
                each,
                workers - view.running(),
                trouble == null ? "they are still starting" : trouble.words()),
        (trouble == null ? "try again later" : trouble.remedy())
            + "; until then a run works with those that fit");
  }
}
