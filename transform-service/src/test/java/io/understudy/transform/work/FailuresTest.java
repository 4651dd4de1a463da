package io.understudy.transform.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.CellException;
import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.files.FileException;
import io.understudy.jobtable.Failure;
import io.understudy.jobtable.JobTableException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final String INPUT = "s3://source/a.csv";
  private static final SQLException CAUSE = new SQLException("row (SECRETVALUE)", "23505");

  @Test
  void whatNothingCanChangeIsTerminal() {
    assertThat(
            Failures.of(
                INPUT,
                new ConfigException(
                    List.of(new Problem("pipeline", 5, 3, "transform", "no", "do")))))
        .isEqualTo(new Failure(false, "config", INPUT + ": pipeline:5:3 transform: no; do"));
    assertThat(Failures.of(INPUT, new CellException(0, "email", "cannot be hashed")))
        .isEqualTo(
            new Failure(false, "value", INPUT + ": row 1, column \"email\": cannot be hashed"));
    assertThat(Failures.of(INPUT, new FileException.Terminal(INPUT + ": is empty", CAUSE)))
        .isEqualTo(new Failure(false, "file", INPUT + ": is empty"));
  }

  @Test
  void whatMayBeOtherwiseNextTimeIsRetryable() {
    assertThat(Failures.of(INPUT, new FileException.Retryable(INPUT + ": no answer", CAUSE)))
        .isEqualTo(new Failure(true, "storage", INPUT + ": no answer"));
    assertThat(Failures.of(INPUT, new JobTableException("no answer", CAUSE)))
        .isEqualTo(new Failure(true, "job-table", "no answer"));
    assertThat(Failures.of(INPUT, new OutOfMemoryError("SECRETVALUE")))
        .isEqualTo(
            new Failure(
                true,
                "memory",
                INPUT
                    + ": not enough memory for this file; give workers more (container limit,"
                    + " -Xmx)"));
  }

  @Test
  void whatIsUnexpectedIsToldByClassAndPlaceOnly() {
    Failure failure =
        Failures.of(INPUT, new IllegalArgumentException("cannot parse SECRETVALUE", CAUSE));
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.code()).isEqualTo("internal");
    assertThat(failure.message())
        .startsWith(
            INPUT
                + ": unexpected java.lang.IllegalArgumentException at "
                + FailuresTest.class.getName())
        .endsWith("; report it")
        .doesNotContain("SECRETVALUE");
  }
}
