package io.understudy.files.parquet;

import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * Walks the pages of one chunk: reads each header and checks what it declares against the chunk
 * before anyone relies on it. After {@link #next} the reader stands at the page's body, which the
 * caller takes from it, and gives to {@link #check}.
 */
final class PageCursor {
  private static final int HEADER_READ = 64 << 10;
  private static final int HEADER_MAX = 64 << 20;

  private final RangeReader in;
  private final Chunk chunk;
  private final CRC32 crc = new CRC32();
  private byte[] rawHeader = new byte[0];
  private long headerStart;
  private int page;
  private long valuesLeft;
  private boolean hasChecksum;

  /** The reader is open on the chunk. */
  PageCursor(RangeReader in, Chunk chunk) {
    this.in = in;
    this.chunk = chunk;
    this.valuesLeft = chunk.meta().getNum_values();
  }

  /** The next page's header, or null when all values of the chunk have been seen. */
  @Nullable PageHeader next() {
    if (valuesLeft == 0) {
      return null;
    }
    if (in.remaining() == 0) {
      throw damaged("the chunk ends " + valuesLeft + " values early");
    }
    headerStart = in.position();
    page++;
    PageHeader header = readHeader();
    int size = header.getCompressed_page_size();
    if (size < 0 || size > in.remaining() || header.getUncompressed_page_size() < 0) {
      throw damaged(
          "it declares "
              + size
              + " bytes ("
              + header.getUncompressed_page_size()
              + " uncompressed) where the chunk has "
              + in.remaining());
    }
    if (chunk.meta().getCodec() == CompressionCodec.UNCOMPRESSED
        && size != header.getUncompressed_page_size()) {
      throw damaged("it is uncompressed, but declares two sizes");
    }
    checkKind(header);
    crc.reset();
    hasChecksum = header.isSetCrc();
    return header;
  }

  private PageHeader readHeader() {
    for (int wanted = HEADER_READ; ; wanted *= 8) {
      int there = in.ensure(wanted);
      PageHeader header = new PageHeader();
      try {
        int length = Thrift.read(header, in.array(), in.offset(), there);
        rawHeader = in.take(length);
        return header;
      } catch (Thrift.MalformedException e) {
        if (!e.ended() || there < wanted || wanted >= HEADER_MAX) {
          throw damaged("the header cannot be read");
        }
      }
    }
  }

  private void checkKind(PageHeader header) {
    PageType type = header.getType();
    // readers go by the type, and might see another page than was looked at
    if ((header.isSetData_page_header() && type != PageType.DATA_PAGE)
        || (header.isSetData_page_header_v2() && type != PageType.DATA_PAGE_V2)
        || (header.isSetDictionary_page_header() && type != PageType.DICTIONARY_PAGE)) {
      throw damaged("it has a header of another kind of page");
    }
    switch (type) {
      case DATA_PAGE -> {
        if (!header.isSetData_page_header()) {
          throw damaged("the data page has no header of its kind");
        }
        count(header.getData_page_header().getNum_values());
      }
      case DATA_PAGE_V2 -> {
        if (!header.isSetData_page_header_v2()) {
          throw damaged("the data page has no header of its kind");
        }
        checkV2(header, header.getData_page_header_v2());
      }
      case DICTIONARY_PAGE -> {
        if (!header.isSetDictionary_page_header()) {
          throw damaged("the dictionary page has no header of its kind");
        }
        checkDictionary(header, header.getDictionary_page_header());
      }
      case INDEX_PAGE -> {
        // Defined by the format, written by nobody: passes.
      }
    }
  }

  private void checkV2(PageHeader header, DataPageHeaderV2 v2) {
    long repetition = v2.getRepetition_levels_byte_length();
    long definition = v2.getDefinition_levels_byte_length();
    if (repetition < 0
        || definition < 0
        || repetition + definition > header.getCompressed_page_size()
        || repetition + definition > header.getUncompressed_page_size()) {
      throw damaged("its levels are longer than the page");
    }
    if (v2.getNum_nulls() < 0
        || v2.getNum_nulls() > v2.getNum_values()
        || v2.getNum_rows() < 0
        || v2.getNum_rows() > v2.getNum_values()) {
      throw damaged("it counts more nulls or rows than values");
    }
    count(v2.getNum_values());
  }

  private void checkDictionary(PageHeader header, DictionaryPageHeader dictionary) {
    if (page != 1) {
      throw damaged("the dictionary is not the first page");
    }
    Encoding encoding = dictionary.getEncoding();
    if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
      throw damaged("the dictionary has the encoding " + encoding);
    }
    long smallest =
        switch (chunk.meta().getType()) {
          case BOOLEAN -> 0;
          case INT32, FLOAT, BYTE_ARRAY -> 4;
          case INT64, DOUBLE -> 8;
          case INT96 -> 12;
          case FIXED_LEN_BYTE_ARRAY -> chunk.descriptor().getPrimitiveType().getTypeLength();
        };
    int entries = dictionary.getNum_values();
    if (entries < 0 || entries * smallest > header.getUncompressed_page_size()) {
      throw damaged("the dictionary declares more entries than its size can hold");
    }
  }

  private void count(int values) {
    if (values < 0 || values > valuesLeft) {
      throw damaged(
          "it declares " + values + " values where " + valuesLeft + " are left of the chunk");
    }
    valuesLeft -= values;
  }

  /**
   * The body at which the reader stands, whole, checked and uncompressed; the reader stays there.
   *
   * @param codec of the chunk; the levels of a data page V2 never are compressed
   */
  byte[] body(PageHeader header, PageCodec codec) {
    int length = header.getCompressed_page_size();
    int size = header.getUncompressed_page_size();
    try {
      in.ensure(length);
      int offset = in.offset();
      digest(in.array(), offset, length);
      check(header);
      DataPageHeaderV2 v2 = header.getData_page_header_v2();
      int plain =
          v2 == null
              ? 0
              : v2.getRepetition_levels_byte_length() + v2.getDefinition_levels_byte_length();
      PageCodec used = v2 == null || v2.isIs_compressed() ? codec : PageCodec.UNCOMPRESSED;
      byte[] body = used.decompress(in.array(), offset + plain, length - plain, size - plain);
      if (plain == 0) {
        return body;
      }
      byte[] whole = new byte[size];
      System.arraycopy(in.array(), offset, whole, 0, plain);
      System.arraycopy(body, 0, whole, plain, body.length);
      return whole;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw failure("decompressing " + chunk.meta().getCodec(), e);
    }
  }

  /** Counts a piece of the body into the page's checksum, if it has one. */
  void digest(byte[] bytes, int offset, int length) {
    if (hasChecksum) {
      crc.update(bytes, offset, length);
    }
  }

  /** Once the whole body was digested: it is what the writer wrote, if the writer says. */
  void check(PageHeader header) {
    if (header.isSetCrc() && header.getCrc() != (int) crc.getValue()) {
      throw damaged("its checksum is wrong");
    }
  }

  /** The header as it is in the file. */
  byte[] rawHeader() {
    return rawHeader;
  }

  /** Offset in the file of the last header. */
  long headerStart() {
    return headerStart;
  }

  RuntimeException damaged(String what) {
    return chunk.place().damaged("page " + page + ": " + what);
  }

  /** What a library threw at this page. */
  RuntimeException failure(String doing, Throwable thrown) {
    return chunk.place().failure("page " + page + ": " + doing, thrown);
  }
}
