package io.understudy.jobtable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowConditionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "placed > now() - interval '90 days'",
        "name <> 'it''s; (not) -- $$ /*' and (a or (b))",
        "\"odd;\"\")name\" = 1",
        "name ~ '^\\d+\\'",
        "a - 1 / b * 2 > e and e = '1'"
      })
  void oneConditionIsTaken(String sql) {
    assertThat(RowCondition.problem(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true)) to stdout (format binary); commit; begin; delete from public.x; commit;"
            + " copy (select from public.t where (true",
        "true) or (true",
        "true; delete from x",
        "(true",
        "true)",
        "name = 'a",
        "\"name = 'a'",
        "name = e'\\'; delete from x --'",
        "name = E'a'",
        "name = $$'$$",
        "name = $a$'$a$ or '' = ''",
        "true -- '",
        "true /* ' */ or ' ' = ''"
      })
  void whatCouldEndItIsRefused(String sql) {
    assertThat(RowCondition.problem(sql)).isPresent();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(RowCondition.problem("a;b")).contains("has a ; outside quotes");
  }
}
