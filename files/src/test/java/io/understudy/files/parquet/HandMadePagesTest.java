package io.understudy.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.Batch;
import io.understudy.files.FileException;
import io.understudy.files.TableReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that no writer of ours makes: with bytes that nobody decodes, or with lies. */
class HandMadePagesTest {
  private static final String MARKER = "MARKER";
  private static final byte[] DICTIONARY = bytes("\3\0\0\0Ann\3\0\0\0Bob");

  /** Definition levels: a run of four ones, with their length before it. */
  private static final byte[] LEVELS = bytes("\2\0\0\0\10\1");

  /** Width 1, one packed group: 0 1 1 0, and padding. */
  private static final byte[] INDICES = bytes("\1\3\6");

  private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
  private CompressionCodec codec = CompressionCodec.UNCOMPRESSED;
  private int values = 4;

  @Test
  void cleanPagesOfIndicesAreKept() throws Exception {
    dictionary();
    page(v1(Encoding.RLE_DICTIONARY), joined(LEVELS, INDICES));

    byte[] masked = masked();

    assertThat(rows(masked)).containsExactly("Annx", "Bobx", "Bobx", "Annx");
    assertThat(text(masked)).contains(text(joined(LEVELS, INDICES)));
  }

  @Test
  void bytesBehindIndicesAndLevelsAreGone() throws Exception {
    dictionary();
    byte[] levels = bytes("\10\0\0\0\10\1" + MARKER);
    page(v1(Encoding.RLE_DICTIONARY), joined(LEVELS, INDICES, bytes(MARKER)));
    page(v1(Encoding.RLE_DICTIONARY), joined(levels, INDICES));
    page(v1(Encoding.PLAIN), joined(levels, DICTIONARY, DICTIONARY, bytes(MARKER)));
    values = 12;

    byte[] masked = masked();

    assertThat(rows(masked))
        .containsExactly(
            "Annx", "Bobx", "Bobx", "Annx", "Annx", "Bobx", "Bobx", "Annx", "Annx", "Bobx", "Annx",
            "Bobx");
    assertThat(text(masked)).doesNotContain(MARKER);
  }

  @Test
  void paddingThatIsNotZeroIsGone() throws Exception {
    dictionary();
    page(v1(Encoding.RLE_DICTIONARY), joined(LEVELS, bytes("\1\3\u00a6")));

    byte[] masked = masked();

    assertThat(rows(masked)).containsExactly("Annx", "Bobx", "Bobx", "Annx");
    assertThat(text(masked)).doesNotContain("\1\3\u00a6");
  }

  @Test
  void whatStandsBehindPagesOfNullsIsGone() throws Exception {
    dictionary();
    page(v1(Encoding.RLE_DICTIONARY), joined(bytes("\2\0\0\0\10\0"), bytes(MARKER)));
    page(
        new PageHeader()
            .setType(PageType.DATA_PAGE_V2)
            .setData_page_header_v2(
                new DataPageHeaderV2(4, 4, 4, Encoding.RLE_DICTIONARY, 2, 0)
                    .setIs_compressed(false)),
        joined(bytes("\10\0"), bytes(MARKER)));
    values = 8;

    byte[] masked = masked();

    assertThat(rows(masked)).hasSize(8).containsOnlyNulls();
    assertThat(text(masked)).doesNotContain(MARKER);
  }

  @Test
  void aNameInTheHeaderOfGzipIsGone() throws Exception {
    codec = CompressionCodec.GZIP;
    dictionary();
    page(v1(Encoding.RLE_DICTIONARY), joined(LEVELS, INDICES));
    assertThat(text(pages.toByteArray())).contains(MARKER);

    byte[] masked = masked();

    assertThat(rows(masked)).containsExactly("Annx", "Bobx", "Bobx", "Annx");
    assertThat(text(masked)).doesNotContain(MARKER);
  }

  @Test
  void aCodecWithoutALibraryIsCopiedButCannotBeChanged() throws Exception {
    codec = CompressionCodec.LZO;
    page(v1(Encoding.PLAIN), joined(LEVELS, DICTIONARY, DICTIONARY));

    assertThat(text(Rewritten.of("x", file(), ColumnRules.none()).bytes()))
        .contains(text(DICTIONARY));
    assertThatThrownBy(this::masked)
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "x: column \"name\", row group 1: the codec LZO cannot be decoded here; export the file"
                + " with ZSTD, SNAPPY or GZIP");
  }

  @Test
  void aHeaderOfTwoKindsIsRefused() throws Exception {
    dictionary();
    PageHeader both = v1(Encoding.PLAIN);
    both.setData_page_header_v2(new DataPageHeaderV2(0, 0, 0, Encoding.RLE_DICTIONARY, 0, 0));
    page(both, joined(LEVELS, DICTIONARY, DICTIONARY));

    assertThatThrownBy(this::masked)
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "x: column \"name\", row group 1: page 2: it has a header of another kind of page;"
                + " the file is damaged; export it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\1\0\0\3\6", "\1\1\3\6"})
  void aRunOfNoIndicesIsRefused(String indices) throws Exception {
    dictionary();
    page(v1(Encoding.RLE_DICTIONARY), joined(LEVELS, bytes(indices)));

    assertThatThrownBy(this::masked)
        .isInstanceOf(FileException.Terminal.class)
        .hasMessage(
            "x: column \"name\", row group 1: page 2: decoding failed (IllegalArgumentException);"
                + " the file is damaged; export it again");
  }

  @Test
  @Timeout(20)
  void moreLevelsThanThereAreBytesAreRefusedAtOnce() throws Exception {
    values = Integer.MAX_VALUE;
    PageHeader page = v1(Encoding.PLAIN);
    page.getData_page_header().setNum_values(values);
    page(page, bytes("\5\0\0\0\u0081\u0080\u0080\u0080\2"));

    assertThatThrownBy(this::masked)
        .isInstanceOf(FileException.Terminal.class)
        .hasMessageContaining("page 1: decoding failed");
  }

  @Test
  void repetitionLevelsOfAColumnWithoutAnyAreDropped() throws Exception {
    dictionary();
    page(
        new PageHeader()
            .setType(PageType.DATA_PAGE_V2)
            .setData_page_header_v2(
                new DataPageHeaderV2(4, 0, 4, Encoding.RLE_DICTIONARY, 2, 1)
                    .setIs_compressed(false)),
        joined(bytes("\12"), bytes("\10\1"), INDICES));

    assertThat(rows(masked())).containsExactly("Annx", "Bobx", "Bobx", "Annx");
  }

  @Test
  void anEncodingThatTheFooterDoesNotNameIsDecoded() throws Exception {
    dictionary();
    page(v1(Encoding.RLE_DICTIONARY), joined(LEVELS, INDICES));
    page(v1(Encoding.DELTA_LENGTH_BYTE_ARRAY), joined(LEVELS, deltas("Cid", "Dora", "", "Eve")));
    page(v1(Encoding.DELTA_LENGTH_BYTE_ARRAY), bytes("\2\0\0\0\10\0"));
    values = 12;

    byte[] masked = masked();

    assertThat(rows(masked))
        .containsExactly(
            "Annx", "Bobx", "Bobx", "Annx", "Cidx", "Dorax", "x", "Evex", null, null, null, null);
    assertThat(text(masked)).doesNotContain("CidDora");
    List<Object> seen = new ArrayList<>();
    Rewritten.of("x", file(), ColumnRules.lookByValue((column, value) -> seen.add(value)));
    assertThat(seen).containsExactlyInAnyOrder("Ann", "Bob", "Cid", "Dora", "", "Eve");
  }

  /** Texts as one page of DELTA_LENGTH_BYTE_ARRAY holds them. */
  private static byte[] deltas(String... texts) throws IOException {
    try (DeltaLengthByteArrayValuesWriter writer =
        new DeltaLengthByteArrayValuesWriter(64, 64, HeapByteBufferAllocator.getInstance())) {
      for (String text : texts) {
        writer.writeBytes(Binary.fromString(text));
      }
      return writer.getBytes().toByteArray();
    }
  }

  @Test
  void aChunkWithoutValuesMayNameNoPlace() throws Exception {
    dictionary();
    values = 0;

    byte[] masked = masked();

    assertThat(rows(masked)).isEmpty();
    assertThat(text(masked)).doesNotContain(text(DICTIONARY));
  }

  private void dictionary() throws IOException {
    page(
        new PageHeader()
            .setType(PageType.DICTIONARY_PAGE)
            .setDictionary_page_header(new DictionaryPageHeader(2, Encoding.PLAIN)),
        DICTIONARY);
  }

  private static PageHeader v1(Encoding encoding) {
    return new PageHeader()
        .setType(PageType.DATA_PAGE)
        .setData_page_header(new DataPageHeader(4, encoding, Encoding.RLE, Encoding.RLE));
  }

  private void page(PageHeader header, byte[] plain) throws IOException {
    byte[] body = codec == CompressionCodec.GZIP ? gzip(plain) : plain;
    header.setUncompressed_page_size(plain.length).setCompressed_page_size(body.length);
    pages.write(Thrift.write(header));
    pages.write(body);
  }

  /** With a file name, as {@code gzip} writes it. */
  private static byte[] gzip(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(plain);
    deflater.finish();
    byte[] out = new byte[100 + 2 * plain.length];
    int length = deflater.deflate(out);
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(plain);
    return joined(
        bytes("\u001f\u008b\10\10\0\0\0\0\0\0" + MARKER + "\0"),
        Arrays.copyOf(out, length),
        whole((int) crc.getValue()),
        whole(plain.length));
  }

  private static byte[] whole(int number) {
    return new byte[] {
      (byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)
    };
  }

  private byte[] masked() throws InterruptedException {
    byte[] masked =
        Rewritten.of("x", file(), ColumnRules.change("name", value -> value + "x")).bytes();
    assertThat(Rewritten.of("y", masked, ColumnRules.none()).bytes()).isNotEmpty();
    return masked;
  }

  private byte[] file() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ParquetOutput out = new ParquetOutput(bytes, "made");
    long start = out.position();
    byte[] all = pages.toByteArray();
    out.write(all, 0, all.length);
    ColumnMetaData meta =
        new ColumnMetaData(
            Type.BYTE_ARRAY,
            List.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY),
            List.of("name"),
            codec,
            values,
            all.length,
            all.length,
            values == 0 ? 0 : start);
    RowGroup group =
        new RowGroup(List.of(new ColumnChunk(0).setMeta_data(meta)), all.length, values);
    SchemaElement root = new SchemaElement("m").setNum_children(1);
    SchemaElement name =
        new SchemaElement("name")
            .setType(Type.BYTE_ARRAY)
            .setRepetition_type(FieldRepetitionType.OPTIONAL)
            .setLogicalType(LogicalType.STRING(new StringType()));
    out.finish(new FileMetaData(1, List.of(root, name), values, List.of(group)));
    return bytes.toByteArray();
  }

  private static List<Object> rows(byte[] file) {
    List<Object> rows = new ArrayList<>();
    try (TableReader reader = ParquetReader.open("t", new MemoryObject("file", file))) {
      Batch batch = new Batch(1, 100);
      while (reader.next(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          rows.add(batch.column(0)[row]);
        }
      }
    }
    return rows;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
