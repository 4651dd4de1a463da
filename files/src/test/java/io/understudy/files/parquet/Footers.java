package io.understudy.files.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/** Reads footers, and writes others behind the same pages. */
final class Footers {
  private Footers() {}

  static FileMetaData of(byte[] file) {
    FileMetaData footer = new FileMetaData();
    int length = Bytes.footerLength(file);
    try {
      Thrift.read(footer, file, file.length - 8 - length, length);
    } catch (Thrift.MalformedException e) {
      throw new AssertionError(e);
    }
    return footer;
  }

  /** The file with another footer. */
  static byte[] edited(byte[] file, Consumer<FileMetaData> edit) {
    FileMetaData footer = of(file);
    edit.accept(footer);
    byte[] bytes = Thrift.write(footer);
    int length = Bytes.footerLength(file);
    byte[] out = Arrays.copyOf(file, file.length - length - 8 + bytes.length + 8);
    System.arraycopy(bytes, 0, out, file.length - length - 8, bytes.length);
    Bytes.end(out, bytes.length);
    return out;
  }

  /** As some writers have it: whatever the pages are, chunks are said to be PLAIN. */
  static byte[] withoutEncodings(byte[] file) {
    return edited(
        file,
        footer -> {
          for (RowGroup group : footer.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
              chunk.getMeta_data().setEncodings(List.of(Encoding.RLE, Encoding.PLAIN));
              chunk.getMeta_data().unsetEncoding_stats();
            }
          }
        });
  }
}
