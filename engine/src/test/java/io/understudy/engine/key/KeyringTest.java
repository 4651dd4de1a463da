package io.understudy.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
  private static final String HEX = "000102030405060708090a0b0c0d0e0f";
  private static final String BASE64 = "AAECAwQFBgcICQoLDA0ODw==";

  @TempDir private Path directory;

  @Test
  void readsHexAndBase64WithWhiteSpaceAroundThem() throws IOException {
    write("hex", " " + HEX + "\n");
    write("base64", BASE64 + "\n");
    write(".hidden", "not a key");

    Keyring keyring = Keyring.read(directory, "hex");

    assertThat(keyring.defaultId()).isEqualTo("hex");
    assertThat(keyring.has("base64")).isTrue();
    assertThat(keyring.has(".hidden")).isFalse();
    assertThat(keyring.key("hex").subKey("x", 16)).isEqualTo(keyring.key("base64").subKey("x", 16));
  }

  @Test
  void refusesAShortKey() throws IOException {
    write("k1", "00".repeat(15));

    assertThatThrownBy(() -> Keyring.read(directory, "k1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key file %1$s/k1: expected at least 16 bytes (128 bit), found 15; write a new one with:"
                + " head -c 32 /dev/urandom | base64 > %1$s/k1",
            directory);
  }

  @Test
  void refusesContentThatIsNoKeyAndDoesNotQuoteIt() throws IOException {
    write("k1", "s3cr3t!!");

    assertThatThrownBy(() -> Keyring.read(directory, "k1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage(
            "key file %1$s/k1: expected base64 or hex, found neither; write a new one with:"
                + " head -c 32 /dev/urandom | base64 > %1$s/k1",
            directory);
  }

  @Test
  void refusesAMissingDefault() throws IOException {
    write("k1", HEX);
    write("k2", HEX);

    assertThatThrownBy(() -> Keyring.read(directory, "k3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key directory %1$s: expected a key \"k3\", found k1, k2; write a new one with:"
                + " head -c 32 /dev/urandom | base64 > %1$s/k3",
            directory);
  }

  @Test
  void refusesAnEmptyDirectory() {
    assertThatThrownBy(() -> Keyring.read(directory, "k1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key directory %1$s: expected a key \"k1\", found none; write a new one with:"
                + " head -c 32 /dev/urandom | base64 > %1$s/k1",
            directory);
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> Keyring.read(missing, "k1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key directory %s: expected a directory that can be read (NoSuchFileException); create"
                + " it with one file per key, named by the key's id",
            missing);
  }

  @Test
  void refusesAFileThatIsNoKeyBySize() throws IOException {
    write("k1", "a".repeat(70_000));

    assertThatThrownBy(() -> Keyring.read(directory, "k1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key file %s/k1: larger than any key; keep nothing but keys in this directory",
            directory);
  }

  @Test
  void refusesAKeyOfFifteenBytes() {
    assertThatThrownBy(() -> new SecretKey(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key needs at least 16 bytes (128 bit), this one has 15");
  }

  @Test
  void textFormsAreSilent() {
    SecretKey key = new SecretKey(new byte[16]);

    assertThat(key).hasToString("SecretKey");
    assertThat(Keyring.of(Map.of("k1", key), "k1")).hasToString("Keyring[k1]");
    assertThat(new KeyedFunction(key, "p")).hasToString("KeyedFunction");
    assertThat(new KeyedDigest(key, "p")).hasToString("KeyedDigest");
  }

  @Test
  void subKeysOfDifferentPurposesAreUnrelated() {
    SecretKey key = new SecretKey(new byte[16]);

    assertThat(key.subKey("fake/email", 16)).isNotEqualTo(key.subKey("fake/name", 16));
    assertThat(new KeyedFunction(key, "a").number("x"))
        .isNotEqualTo(new KeyedFunction(key, "b").number("x"));
  }

  private void write(String id, String content) throws IOException {
    Files.writeString(directory.resolve(id), content);
  }
}
