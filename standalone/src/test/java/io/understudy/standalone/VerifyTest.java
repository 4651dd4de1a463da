package io.understudy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.engine.proof.Seal;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.InputObject;
import io.understudy.files.LocalFile;
import io.understudy.files.OutputObject;
import io.understudy.files.RewriteResult;
import io.understudy.files.manifest.FileEntry;
import io.understudy.files.manifest.ManifestHeader;
import io.understudy.files.manifest.ManifestWriter;
import io.understudy.standalone.Arguments.UsageException;
import io.understudy.standalone.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
  private static final String CONFIG =
      "steps: [ { rows: { update: [ { name: email, value: fake.email() } ] } } ]\n";
  private static final SecretKey KEY = new SecretKey(new byte[32]);
  private static final Keyring KEYS = Keyring.of(Map.of("default", KEY), "default");

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path sink;
  private Path manifest;

  @BeforeEach
  void maskTwoFiles() throws Exception {
    sink = folder.resolve("sink");
    manifest = sink.resolve("_understudy/7/manifest.jsonl");
    Seal seal = new Seal(KEY);
    try (OutputObject output = LocalFile.create(manifest)) {
      ManifestWriter writer =
          new ManifestWriter(
              output,
              new ManifestHeader(
                  7, "shop", "s3://p/", "s3://m/x", 2, "c0", "1.0", "default", Instant.EPOCH),
              seal);
      writer.add(masked("a/1.csv").line(seal));
      writer.add(masked("b.csv").line(seal));
      writer.finish();
      output.publish();
    }
  }

  private FileEntry masked(String path) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("in.csv"), "id,email\n1,ann@corp.com\n2,\n");
    InputObject input = LocalFile.open(in);
    RewriteResult result =
        new FileRewriter()
            .rewrite(
                "t",
                input,
                FileFormat.ofName(path).orElseThrow(),
                schema -> TransformConfig.parse("c", CONFIG).compile(schema, KEYS),
                LocalFile.create(sink.resolve(path)),
                () -> {},
                bytes -> {});
    return new FileEntry(7, 1, "t", "1.0", "c0", "s3://p/" + path, "e", "s3://m/x/" + path, result);
  }

  private boolean verify(Keyring keyring, Optional<String> place) {
    Console console =
        new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 100);
    return new Verification(
            console,
            keyring,
            () -> {
              throw new AssertionError("nothing is in S3");
            })
        .run(manifest.toString(), place);
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private boolean verify() {
    return verify(KEYS, Optional.of(sink.toString()));
  }

  @Test
  void filesThatAreAsTheyWereWrittenAreOk() {
    assertThat(verify()).isTrue();
    assertThat(lines())
        .containsExactly(
            "OK      a/1.csv",
            "OK      b.csv",
            "run 7 of pipeline shop, written 1970-01-01T00:00:00Z by version 1.0, signed by key"
                + " \"default\"",
            "2 files OK, 4 rows");
  }

  @Test
  void withoutASinkTheManifestAloneIsChecked() {
    assertThat(verify(KEYS, Optional.empty())).isTrue();
    assertThat(lines())
        .last()
        .isEqualTo(
            "2 files OK, 4 rows; the signatures fit. With --sink the files themselves are"
                + " compared, too");
  }

  @Test
  void aFlippedByteOfAFileIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(sink.resolve("b.csv"));
    bytes[bytes.length - 2] ^= 1;
    Files.write(sink.resolve("b.csv"), bytes);
    assertThat(verify()).isFalse();
    assertThat(lines())
        .contains(
            "OK      a/1.csv",
            "FAILED  b.csv: its SHA-256 is not the one that it was written with",
            "1 files OK, 2 rows, 1 FAILED");
  }

  @Test
  void aFileOfAnotherSizeIsNoticed() throws IOException {
    Files.writeString(sink.resolve("b.csv"), "id");
    assertThat(verify()).isFalse();
    assertThat(lines().get(1)).startsWith("FAILED  b.csv: it has 2 bytes, but was written with ");
  }

  @Test
  void missingAndExtraFilesAreNoticed() throws IOException {
    Files.move(sink.resolve("a/1.csv"), sink.resolve("a/2.csv"));
    assertThat(verify()).isFalse();
    assertThat(lines())
        .contains(
            "FAILED  a/1.csv: it cannot be read: "
                + sink.resolve("a/1.csv")
                + ": there is no such file; check the path",
            "FAILED  a/2.csv: it is in the sink, but not in the manifest",
            "1 files OK, 2 rows, 2 FAILED");
  }

  @Test
  void aChangedManifestIsNoticed() throws IOException {
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"pipeline\":\"shop\"", "\"pipeline\":\"shot\""));
    assertThat(verify()).isFalse();
    assertThat(lines())
        .last()
        .asString()
        .startsWith("FAILED  " + manifest + ": the signature of the whole does not fit");
  }

  @Test
  void anotherKeyIsNoticed() {
    byte[] secret = new byte[32];
    secret[5] = 1;
    assertThat(
            verify(
                Keyring.of(Map.of("default", new SecretKey(secret)), "default"), Optional.empty()))
        .isFalse();
    assertThat(lines()).last().asString().contains("line 2: the signature does not fit");
  }

  @Test
  void theCommandLineNamesManifestAndSink() {
    assertThat(CommandLine.parse(List.of("verify", "m.jsonl", "--sink", "s3://m/x"), 2))
        .isEqualTo(
            new Arguments.Verify(
                Optional.empty(), Optional.empty(), "m.jsonl", Optional.of("s3://m/x")));
    assertThatThrownBy(() -> CommandLine.parse(List.of("verify"), 2))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "\"verify\" needs one manifest: a file, or"
                + " s3://BUCKET/PREFIX/_understudy/RUN/manifest.jsonl");
  }
}
