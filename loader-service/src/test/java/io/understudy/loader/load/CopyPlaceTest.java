package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CopyPlaceTest {
  private static final List<String> COLUMNS = List.of("a", "b: c", "b");

  @Test
  void rowAndColumnAreTakenAndNothingElse() {
    assertThat(place("COPY t, line 12, column a: \"SECRETVALUE\""))
        .isEqualTo(", row 12, column \"a\"");
    assertThat(place("COPY t, line 12, column a: null input")).isEqualTo(", row 12, column \"a\"");
    assertThat(place("COPY t, line 12, column b: c: \"1\"")).isEqualTo(", row 12, column \"b: c\"");
    assertThat(place("COPY t, line 12: \"SECRETVALUE\\t1\"")).isEqualTo(", row 12");
    assertThat(place("COPY t, line 12, column SECRETVALUE: \"1\"")).isEqualTo(", row 12");
    assertThat(place("PL/pgSQL function f()\nCOPY t, line 3")).isEqualTo(", row 3");
    assertThat(place("value COPY t, line 3")).isEmpty();
    assertThat(place("COPY t, Zeile 12, Spalte a: »SECRETVALUE«")).isEmpty();
    assertThat(place("COPY t, line SECRETVALUE")).isEmpty();
    assertThat(place("")).isEmpty();
  }

  private static String place(String where) {
    return CopyPlace.of(where, "t", COLUMNS).map(CopyPlace::toString).orElse("");
  }
}
