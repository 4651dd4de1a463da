package io.understudy.transform.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  @TempDir Path directory;

  private Keys keys() {
    return new Keys(
        new SmallRyeConfigBuilder()
            .withMapping(Keys.KeysConfig.class)
            .withDefaultValue("understudy.keys.directory", directory.toString())
            .withDefaultValue("understudy.keys.default-id", "blue")
            .build()
            .getConfigMapping(Keys.KeysConfig.class));
  }

  @Test
  void aMissingKeyIsToldAndFoundOnceItIsThere() throws IOException {
    Keys keys = keys();
    assertThatThrownBy(keys::ring)
        .isInstanceOf(KeysException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("\"blue\"");
    Files.writeString(directory.resolve("blue"), "00112233445566778899aabbccddeeff");
    assertThat(keys.ring().defaultId()).isEqualTo("blue");
    assertThat(keys.ring()).isSameAs(keys.ring());
  }

  @Test
  void aKeyThatIsTooShortIsToldWithoutIt() throws IOException {
    Files.writeString(directory.resolve("blue"), "c0ffee");
    assertThatThrownBy(keys()::ring)
        .isInstanceOf(KeysException.class)
        .hasMessageContaining("16 bytes")
        .hasMessageNotContaining("c0ffee");
  }
}
