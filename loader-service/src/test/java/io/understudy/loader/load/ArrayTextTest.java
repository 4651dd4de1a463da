package io.understudy.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.ValueType;
import org.junit.jupiter.api.Test;

class ArrayTextTest {

  @Test
  void itemsAreWrittenAsPostgresReadsThem() {
    assertThat(ArrayText.of("[]", ValueType.TEXT)).isEqualTo("{}");
    assertThat(ArrayText.of("[1,null,-2.50,1E+3]", ValueType.NUMERIC))
        .isEqualTo("{1,NULL,-2.50,1E+3}");
    assertThat(ArrayText.of("[true,false]", ValueType.BOOLEAN)).isEqualTo("{true,false}");
    assertThat(ArrayText.of("[\"a,\\\"b\\\" \\\\ {}\",\"\",\"NULL\",\"é\\n\"]", ValueType.TEXT))
        .isEqualTo("{\"a,\\\"b\\\" \\\\ {}\",\"\",\"NULL\",\"é\n\"}");
    assertThat(ArrayText.of("[\"AP8=\"]", ValueType.BYTES)).isEqualTo("{\"\\\\x00ff\"}");
  }

  @Test
  void aValueIsNotInTheError() {
    assertThatThrownBy(() -> ArrayText.of("[SECRETVALUE]", ValueType.TEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a list was not read as a JSON array");
  }
}
