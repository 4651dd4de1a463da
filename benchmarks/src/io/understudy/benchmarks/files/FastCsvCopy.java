package io.understudy.benchmarks.files;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Path;

/** FastCSV: record by record. */
final class FastCsvCopy {
  private FastCsvCopy() {}

  public static void main(String[] arguments) throws IOException {
    Picks picks = new Picks(MaskedTable.of(arguments[0]));
    boolean header = true;
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(Path.of(arguments[1]));
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(Path.of(arguments[2]))) {
      for (CsvRecord record : reader) {
        String[] fields = record.getFields().toArray(new String[0]);
        if (!header) {
          for (int i = 0; i < fields.length; i++) {
            fields[i] = picks.instead(i, fields[i]);
          }
        }
        header = false;
        writer.writeRecord(fields);
      }
    }
  }
}
