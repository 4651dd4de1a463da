package io.understudy.files.parquet;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.parquet.format.KeyValue;

/**
 * The key-value metadata that stays when a column is checked or changed: what readers need to read
 * the other columns right, and only in the form that it has when it holds no value of a row.
 * Everything else goes, since writers keep dictionaries, ranges, index columns and samples there.
 */
final class KeptMetadata {
  private static final Map<String, Pattern> KEPT =
      Map.of(
          "org.apache.spark.version", Pattern.compile("\\d{1,3}(\\.\\d{1,3}){1,3}"),
          "org.apache.spark.legacyDateTime", Pattern.compile(""),
          "org.apache.spark.legacyINT96", Pattern.compile(""),
          "writer.model.name", Pattern.compile("avro|protobuf|thrift|example"));

  private KeptMetadata() {}

  static List<KeyValue> of(List<KeyValue> all) {
    return all.stream().filter(KeptMetadata::isKept).toList();
  }

  private static boolean isKept(KeyValue entry) {
    Pattern form = KEPT.get(entry.getKey());
    return form != null && form.matcher(entry.isSetValue() ? entry.getValue() : "").matches();
  }
}
