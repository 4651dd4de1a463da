package io.understudy.benchmarks.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** A large file, made of the rows of a small one again and again. */
final class Repeated {
  private static final int MAGIC = 4;

  private Repeated() {}

  /** At least so many bytes, or one time the rows of the original. */
  static void write(Path original, long bytes, Path file) throws IOException {
    byte[] all = Files.readAllBytes(original);
    int times = (int) Math.max(1, (bytes + all.length - 1) / all.length);
    try (OutputStream out = Files.newOutputStream(file)) {
      if (original.toString().endsWith(".parquet")) {
        parquet(all, times, out);
      } else {
        lines(all, original.toString().endsWith(".csv"), times, out);
      }
    }
  }

  private static void lines(byte[] all, boolean header, int times, OutputStream out) throws IOException {
    int rows = 0;
    while (header && all[rows++] != '\n') {
      // to the end of the first line
    }
    out.write(all, 0, rows);
    for (int i = 0; i < times; i++) {
      out.write(all, rows, all.length - rows);
    }
  }

  /** The same pages again, told of in one footer; without the indexes, which say where pages are. */
  private static void parquet(byte[] all, int times, OutputStream out) throws IOException {
    int footerLength = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getInt(all.length - MAGIC - Integer.BYTES);
    int end = all.length - MAGIC - Integer.BYTES - footerLength;
    byte[] footerBytes = Arrays.copyOfRange(all, end, end + footerLength);
    List<RowGroup> groups = new ArrayList<>();
    out.write(all, 0, MAGIC);
    FileMetaData footer = read(footerBytes);
    for (int i = 0; i < times; i++) {
      out.write(all, MAGIC, end - MAGIC);
      long moved = (long) i * (end - MAGIC);
      for (RowGroup group : read(footerBytes).getRow_groups()) {
        group.unsetFile_offset();
        group.unsetOrdinal();
        for (ColumnChunk chunk : group.getColumns()) {
          chunk.unsetColumn_index_offset();
          chunk.unsetColumn_index_length();
          chunk.unsetOffset_index_offset();
          chunk.unsetOffset_index_length();
          var meta = chunk.getMeta_data();
          meta.unsetBloom_filter_offset();
          meta.unsetBloom_filter_length();
          meta.setData_page_offset(meta.getData_page_offset() + moved);
          if (meta.isSetDictionary_page_offset()) {
            meta.setDictionary_page_offset(meta.getDictionary_page_offset() + moved);
          }
        }
        groups.add(group);
      }
    }
    footer.setRow_groups(groups);
    footer.setNum_rows(footer.getNum_rows() * times);
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, made);
    out.write(made.toByteArray());
    out.write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(made.size()).array());
    out.write("PAR1".getBytes(StandardCharsets.US_ASCII));
  }

  private static FileMetaData read(byte[] footer) throws IOException {
    return Util.readFileMetaData(new ByteArrayInputStream(footer));
  }
}
