package io.understudy.loader.work;

import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.files.Sha256;
import io.understudy.loader.schema.SchemaRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Where a SNAPSHOT job has recorded the form of the tables, as its details say. That becomes
 * statements in a target, so it must be what the loader wrote, whoever may write to the bucket.
 *
 * @param schema location of the document
 * @param sha256 of its bytes, in hexadecimal digits
 */
record Recorded(String schema, String sha256) {
  /**
   * Writes the form of tables beside the files of an extraction, as a document and as SQL.
   *
   * @param folder of these files
   * @param document of the schema, as JSON
   */
  static Recorded write(
      ObjectStore objects, Location folder, SchemaRecord schema, String document) {
    Location place = folder.resolve(SchemaRecord.DOCUMENT);
    write(objects, place, document);
    write(objects, folder.resolve(SchemaRecord.SCRIPT), schema.script());
    return new Recorded(place.toString(), digest(document.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a text. */
  static void write(ObjectStore objects, Location location, String text) {
    try (OutputObject object = objects.create(location)) {
      object.stream().write(text.getBytes(StandardCharsets.UTF_8));
      object.publish();
    } catch (IOException e) {
      throw new FileException.Retryable(location + ": writing did not succeed", e);
    }
  }

  /** Whether this is what was written. */
  boolean is(byte[] document) {
    return digest(document).equals(sha256);
  }

  private static String digest(byte[] document) {
    return Sha256.of(document);
  }
}
