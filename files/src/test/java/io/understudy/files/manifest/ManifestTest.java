package io.understudy.files.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.engine.proof.Seal;
import io.understudy.files.Checksums;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.InputObject;
import io.understudy.files.LocalFile;
import io.understudy.files.OutputObject;
import io.understudy.files.RewriteResult;
import io.understudy.files.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final String CONFIG =
      "globals: { coverage: open }\n"
          + "steps: [ { rows: { update: [ { name: email, value: fake.email() } ] } } ]\n";
  private static final String DATA = "id,email\n1,ann@corp.com\n2,\n3,bob@corp.com\n";

  private static final SecretKey KEY = new SecretKey(new byte[32]);
  private static final Keyring KEYS = Keyring.of(Map.of("default", KEY), "default");

  @TempDir Path folder;

  private final List<ManifestCheck.Output> seen = new ArrayList<>();
  private Path in;
  private Path out;
  private byte[] manifest;

  @BeforeEach
  void runTwoFiles() throws Exception {
    in = folder.resolve("in.csv");
    out = folder.resolve("out.csv");
    Files.writeString(in, DATA);
    Path file = folder.resolve("manifest.jsonl");
    try (OutputObject output = LocalFile.create(file)) {
      Seal seal = new Seal(KEY);
      ManifestWriter writer = new ManifestWriter(output, header(), seal);
      writer.add(entry(1).line(seal));
      writer.add(entry(2).line(seal));
      assertThat(writer.finish()).isPositive();
      output.publish();
    }
    manifest = Files.readAllBytes(file);
  }

  private static ManifestHeader header() {
    return new ManifestHeader(
        7,
        "shop",
        "s3://prod/shop/",
        "s3://masked/shop/",
        2,
        Sha256.of(CONFIG.getBytes(StandardCharsets.UTF_8)),
        "1",
        "default",
        Instant.EPOCH);
  }

  private FileEntry entry(long job) throws InterruptedException {
    InputObject input = LocalFile.open(in);
    RewriteResult result =
        new FileRewriter()
            .rewrite(
                "people",
                input,
                FileFormat.ofName("in.csv").orElseThrow(),
                schema -> TransformConfig.parse("c", CONFIG).compile(schema, KEYS),
                LocalFile.create(out),
                () -> {},
                bytes -> {});
    return new FileEntry(
        7,
        job,
        "people",
        "1",
        header().configSha256(),
        "s3://prod/shop/in.csv",
        "e1",
        "s3://masked/shop/out.csv",
        result);
  }

  private void check(byte[] bytes) {
    check(bytes, KEYS);
  }

  private void check(byte[] bytes, Keyring keyring) {
    seen.clear();
    new ManifestCheck(new ByteArrayInputStream(bytes), keyring)
        .run((header, output) -> seen.add(output));
  }

  private List<String> lines() {
    return new String(manifest, StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aManifestSaysWhatWasDone() throws IOException {
    check(manifest);
    assertThat(seen)
        .hasSize(2)
        .allSatisfy(
            output -> {
              assertThat(output.table()).isEqualTo("people");
              assertThat(output.rowsIn()).isEqualTo(3);
              assertThat(output.rowsOut()).isEqualTo(3);
              assertThat(output.size()).isEqualTo(Files.size(out));
              assertThat(output.stretches())
                  .containsExactly(
                      new Checksums.Stretch(output.size(), Sha256.of(Files.readAllBytes(out))));
            });
    assertThat(lines().get(1))
        .contains(
            "\"input\":{\"bytes_read\":"
                + DATA.length()
                + ",\"etag\":\"e1\",\"location\":\"s3://prod/shop/in.csv\",\"sha256\":\""
                + Sha256.of(Files.readAllBytes(in))
                + "\",\"size\":"
                + DATA.length()
                + "}")
        .contains(
            "{\"changed\":2,\"decision\":\"MASKED\",\"entity\":\"email\",\"left\":0,"
                + "\"name\":\"email\",\"nulls\":1,\"rule\":\"steps[0].rows.update[0]\","
                + "\"survival\":{\"originals\":2,\"outputs\":2,\"overlap\":0,\"sampled\":1,"
                + "\"stayed\":0,\"unchanged\":0},\"type\":\"TEXT\"}");
  }

  @Test
  void whatWasWrittenInPartsHasAChecksumForEach() throws Exception {
    FileEntry whole = entry(1);
    RewriteResult result = whole.result();
    List<Checksums.Stretch> stretches =
        List.of(new Checksums.Stretch(result.bytesOut() - 1, "a"), new Checksums.Stretch(1, "b"));
    FileEntry cut =
        new FileEntry(
            whole.run(),
            whole.job(),
            whole.table(),
            whole.engine(),
            whole.configSha256(),
            whole.input(),
            whole.inputEtag(),
            whole.output(),
            new RewriteResult(
                result.rowsIn(),
                result.rowsOut(),
                result.bytesIn(),
                result.bytesOut(),
                result.columns(),
                result.plans(),
                result.reports(),
                result.keyId(),
                result.etag(),
                new Checksums(null, result.bytesIn(), stretches)));
    Path file = folder.resolve("cut.jsonl");
    try (OutputObject output = LocalFile.create(file)) {
      Seal seal = new Seal(KEY);
      ManifestWriter writer = new ManifestWriter(output, header(), seal);
      writer.add(cut.line(seal));
      writer.finish();
      output.publish();
    }

    check(Files.readAllBytes(file));

    assertThat(seen)
        .singleElement()
        .extracting(ManifestCheck.Output::stretches)
        .isEqualTo(stretches);
    assertThat(Files.readString(file))
        .contains(",\"size\":%d,\"stretches\":[{\"sha256\":\"a\",".formatted(result.bytesOut()));
  }

  @Test
  void noValueOfARowIsInIt() throws IOException {
    assertThat(new String(manifest, StandardCharsets.UTF_8))
        .doesNotContain("corp.com", "ann", "bob")
        .doesNotContain(Files.readString(out).split("[,\n]")[3]);
  }

  @Test
  void anyChangedByteIsNoticed() {
    for (int i = 0; i < manifest.length; i++) {
      for (int bit : new int[] {1, 2, 32, 128}) {
        byte[] changed = manifest.clone();
        changed[i] ^= (byte) bit;
        assertThatThrownBy(() -> check(changed), "byte %d", i)
            .isInstanceOf(ManifestException.class);
      }
    }
  }

  @Test
  void anyCutIsNoticed() {
    for (int length = 0; length < manifest.length; length++) {
      byte[] cut = Arrays.copyOf(manifest, length);
      assertThatThrownBy(() -> check(cut), "length %d", length)
          .isInstanceOf(ManifestException.class);
    }
  }

  @Test
  void movedRemovedAndAddedLinesAreNoticed() {
    List<String> lines = lines();
    String whole =
        "the signature of the whole does not fit: lines were changed, removed, added or moved, or"
            + " it was signed by another key called \"default\"";
    assertThatThrownBy(
            () -> check(text(List.of(lines.get(0), lines.get(2), lines.get(1), lines.get(3)))))
        .hasMessage(whole);
    assertThatThrownBy(() -> check(text(List.of(lines.get(0), lines.get(1), lines.get(3)))))
        .hasMessage(whole);
    assertThatThrownBy(
            () ->
                check(
                    text(
                        List.of(
                            lines.get(0), lines.get(1), lines.get(1), lines.get(2), lines.get(3)))))
        .hasMessage(whole);
  }

  @Test
  void aChangedEntryIsNamed() {
    String text = new String(manifest, StandardCharsets.UTF_8);
    byte[] changed =
        text.replaceFirst("\"rows_out\":3", "\"rows_out\":4").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> check(changed))
        .hasMessage(
            "line 2: the signature does not fit: the entry was changed, or signed by another key"
                + " called \"default\"");
  }

  @Test
  void anotherKeyOfTheSameNameIsNoticed() {
    byte[] secret = new byte[32];
    secret[0] = 1;
    Keyring other = Keyring.of(Map.of("default", new SecretKey(secret)), "default");
    assertThatThrownBy(() -> check(manifest, other)).isInstanceOf(ManifestException.class);
  }

  @Test
  void anAbsentKeyIsNamed() {
    Keyring other = Keyring.of(Map.of("k2", KEY), "k2");
    assertThatThrownBy(() -> check(manifest, other))
        .hasMessage(
            "line 1: it is signed by the key \"default\", which is not among the keys here");
  }
}
