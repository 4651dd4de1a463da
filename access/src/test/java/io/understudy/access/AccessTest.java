package io.understudy.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.access.AccessConfig.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service refuses to start with. */
class AccessTest {
  @TempDir Path directory;

  private record Settings(Type type, Optional<List<Path>> tokenFiles) implements AccessConfig {}

  private static Access access(Type type, Path... files) {
    return new Access(
        new Settings(type, files.length == 0 ? Optional.empty() : Optional.of(List.of(files))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]", "LOCALHOST"})
  void openIsForLoopback(String host) {
    assertThatCode(() -> access(Type.OPEN).check(host, true)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.7", "", "127.0.0.1.example.com", "build-7"})
  void openAnywhereElseIsRefused(String host) {
    assertThatThrownBy(() -> access(Type.OPEN).check(host, false))
        .isInstanceOf(AccessException.class)
        .hasMessage(
            "understudy.access.type: \"open\" is for loopback only, but quarkus.http.host is "
                + host
                + "; set it to tokens and understudy.access.token-files to a file of hashes; on one"
                + " machine set quarkus.http.host=127.0.0.1");
  }

  @Test
  void tokensWithoutAFileAndOidcWhereThereIsNoneAreRefused() throws Exception {
    assertThatThrownBy(() -> access(Type.TOKENS).check("127.0.0.1", true))
        .hasMessage(
            "understudy.access.token-files: expected a file of hashes with"
                + " understudy.access.type=tokens, found nothing; set it; each line of the file is"
                + " NAME ROLE sha256:HEX");
    assertThatThrownBy(() -> access(Type.OIDC).check("127.0.0.1", false))
        .hasMessage("understudy.access.type: only the scheduler knows \"oidc\"; set it to tokens");
    Path file = Files.writeString(directory.resolve("t"), "ann viewer sha256:" + "0a".repeat(32));
    assertThatCode(() -> access(Type.TOKENS, file).check("0.0.0.0", false))
        .doesNotThrowAnyException();
    assertThatCode(() -> access(Type.OIDC).check("0.0.0.0", true)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, true",
    "http://127.0.0.1:8080, true",
    "http://[::1]:8080, true",
    "https://example.com, false",
    "http://localhost.example.com, false",
    "null, false",
    "'not an origin', false"
  })
  void pagesOfThisMachineAreKnownByTheirOrigin(String origin, boolean local) {
    Assertions.assertThat(Loopback.isOrigin(origin)).isEqualTo(local);
  }
}
