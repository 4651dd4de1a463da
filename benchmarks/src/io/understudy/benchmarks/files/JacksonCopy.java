package io.understudy.benchmarks.files;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Jackson: event by event from a parser into a generator. */
final class JacksonCopy {
  private JacksonCopy() {}

  public static void main(String[] arguments) throws IOException {
    MaskedTable table = MaskedTable.of(arguments[0]);
    Picks picks = new Picks(table);
    Map<String, Integer> masked = new HashMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (picks.isMasked(i)) {
        masked.put(table.columns().get(i).name(), i);
      }
    }
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(Path.of(arguments[1]).toFile());
        OutputStream out = Files.newOutputStream(Path.of(arguments[2]));
        JsonGenerator generator = factory.createGenerator(out, JsonEncoding.UTF8)) {
      generator.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      int depth = 0;
      Integer column = null;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.FIELD_NAME && depth == 1) {
          column = masked.get(parser.currentName());
        } else if (token == JsonToken.VALUE_STRING && column != null) {
          generator.writeString(picks.instead(column, parser.getText()));
          continue;
        }
        copy(parser, generator, token);
      }
      generator.writeRaw('\n');
    }
  }

  /** Numbers keep their digits. */
  private static void copy(JsonParser parser, JsonGenerator generator, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      generator.writeNumber(parser.getText());
    } else {
      generator.copyCurrentEvent(parser);
    }
  }
}
