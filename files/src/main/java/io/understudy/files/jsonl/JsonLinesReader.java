package io.understudy.files.jsonl;

import io.understudy.files.FileColumn;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.TableReader;
import java.util.List;

/** x. */
public final class JsonLinesReader {
  private JsonLinesReader() {}

  public static TableReader open(String table, InputObject input, FileFormat.JsonLines format) {
    throw new FileException.Terminal(input.name());
  }

  public static TableReader open(
      String table, InputObject input, FileFormat.JsonLines format, List<FileColumn> columns) {
    throw new FileException.Terminal(input.name());
  }
}
