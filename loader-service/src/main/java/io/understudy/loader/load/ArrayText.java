package io.understudy.loader.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.understudy.files.ValueType;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A list as PostgreSQL writes an array: <code>{1,NULL,"a \\"b\\""}</code> (its documentation,
 * "Array Input and Output Syntax").
 */
final class ArrayText {
  private static final JsonFactory JSON = new JsonFactory();

  private ArrayText() {}

  /**
   * Of a list of single values.
   *
   * @param json JSON array of these
   * @param items their type: BYTES are base64
   */
  static String of(String json, ValueType items) {
    StringBuilder text = new StringBuilder("{");
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken(); // the start of the array
      for (JsonToken item = parser.nextToken();
          item != JsonToken.END_ARRAY;
          item = parser.nextToken()) {
        text.append(text.length() == 1 ? "" : ",");
        switch (item) {
          case VALUE_NULL -> text.append("NULL");
          case VALUE_STRING -> quoted(parser.getText(), items, text);
          default -> text.append(parser.getText());
        }
      }
    } catch (IOException e) {
      // its message may quote the value
      throw new IllegalStateException("a list was not read as a JSON array");
    }
    return text.append('}').toString();
  }

  private static void quoted(String item, ValueType items, StringBuilder text) {
    if (items == ValueType.BYTES) {
      text.append("\"\\\\x")
          .append(HexFormat.of().formatHex(Base64.getDecoder().decode(item)))
          .append('"');
      return;
    }
    text.append('"');
    for (int i = 0; i < item.length(); i++) {
      char c = item.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }
}
