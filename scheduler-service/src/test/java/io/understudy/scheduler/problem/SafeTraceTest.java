package io.understudy.scheduler.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SafeTraceTest {

  @Test
  void tellsClassesAndPlaceButNoMessage() {
    SQLException cause = new SQLException("Failing row contains (SECRETVALUE)", "23505");
    String trace = SafeTrace.of(new IllegalStateException("SECRETVALUE", cause));
    assertThat(trace)
        .startsWith(
            "java.lang.IllegalStateException, caused by java.sql.SQLException (SQLState 23505)\n"
                + "\tat "
                + SafeTraceTest.class.getName()
                + ".tellsClassesAndPlaceButNoMessage(")
        .doesNotContain("SECRETVALUE");
  }
}
