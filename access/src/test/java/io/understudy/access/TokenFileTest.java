package io.understudy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of tokens: what is refused at start, and what counts after a change. */
class TokenFileTest {
  private static final String GOOD = "sha256:" + "0a".repeat(32);
  private static final String OTHER = "sha256:" + "0B".repeat(32);

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void file() {
    path = directory.resolve("tokens");
  }

  private static List<String> callers(TokenFile file) {
    return file.tokens().stream().map(KnownToken::caller).map(Caller::name).toList();
  }

  /** As Kubernetes does it: a new file in the place of the old one. */
  private void replace(String text) throws IOException {
    Path fresh = Files.writeString(directory.resolve("fresh"), text);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void eachLineIsSomebodyWithARole() throws Exception {
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest("t".getBytes(StandardCharsets.UTF_8)));
    Files.writeString(
        path, "# people\n\nann operator " + GOOD + "\r\n  bob\tviewer sha256:" + hash);
    List<KnownToken> tokens = new TokenFile(path).tokens();
    assertThat(tokens)
        .extracting(KnownToken::caller)
        .extracting(Caller::name)
        .containsExactly("ann", "bob");
    assertThat(tokens.get(0).caller().roles()).containsExactlyInAnyOrder("operator", "viewer");
    assertThat(tokens.get(1).caller().roles()).containsExactly("viewer");
    assertThat(tokens.get(1).is(HexFormat.of().parseHex(hash))).isTrue();
    assertThat(tokens.get(0).is(HexFormat.of().parseHex(hash))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ann operator SECRET             | line 2: the hash is not sha256: and 64 hexadecimal digits
          ann admin sha256:SECRET         | line 2: the role is none of viewer, operator, service
          SECRET                          | line 2: expected NAME ROLE sha256:HEX, found words: 1
          SECRET=x operator sha256:00     | line 2: the name is not of 1 to 64 letters, digits and . _ @ -
          """)
  void aWrongLineEndsTheStartWithItsNumberAndWithoutItsContent(String line, String problem)
      throws IOException {
    Files.writeString(path, "bob viewer " + GOOD + "\n" + line + "\n");
    assertThatThrownBy(() -> new TokenFile(path))
        .isInstanceOf(AccessException.class)
        .hasMessage(
            path
                + ": "
                + problem
                + "; write NAME ROLE sha256:HEX, with HEX from: printf %s TOKEN | sha256sum")
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void aTokenTwiceAnEmptyFileAndNoFileEndTheStart() throws IOException {
    Files.writeString(path, "ann viewer " + GOOD + "\nbob operator " + GOOD + "\n");
    assertThatThrownBy(() -> new TokenFile(path))
        .hasMessageContaining("line 2: the hash is on an earlier line, too");
    Files.writeString(path, "# nobody\n");
    assertThatThrownBy(() -> new TokenFile(path))
        .hasMessageContaining("expected at least one token, found none");
    assertThatThrownBy(() -> new TokenFile(directory.resolve("absent")))
        .hasMessage(
            directory.resolve("absent")
                + ": the file of tokens cannot be read (NoSuchFileException); correct"
                + " understudy.access.token-files, or mount the file there");
  }

  @Test
  void aFileThatChangesIsReadAgain() throws IOException {
    Files.writeString(path, "ann viewer " + GOOD);
    TokenFile file = new TokenFile(path);
    replace("bob viewer " + OTHER);
    assertThat(callers(file)).containsExactly("bob");
  }

  @Test
  void afterTheStartAWrongLineLocksNobodyElseOutAndBringsNobodyBack() throws IOException {
    Files.writeString(path, "ann viewer " + GOOD);
    TokenFile file = new TokenFile(path);
    replace("# ann is gone\nbob viewer " + OTHER + "\neve viewer oops\n");
    assertThat(callers(file)).containsExactly("bob");
    Files.delete(path);
    assertThat(callers(file)).isEmpty();
    replace("ann viewer " + GOOD);
    assertThat(callers(file)).containsExactly("ann");
  }
}
