package io.understudy.loader.work;

import io.understudy.files.Location;
import io.understudy.files.Sha256;

/**
 * Where a SNAPSHOT job has recorded the form of the tables, as its details say. That becomes
 * statements in a target, so it must be what the loader wrote, whoever may write to the bucket.
 *
 * @param schema location of the document
 * @param sha256 of its bytes, in hexadecimal digits
 */
record Recorded(String schema, String sha256) {
  static Recorded of(Location schema, byte[] document) {
    return new Recorded(schema.toString(), digest(document));
  }

  /** Whether this is what was written. */
  boolean is(byte[] document) {
    return digest(document).equals(sha256);
  }

  private static String digest(byte[] document) {
    return Sha256.of(document);
  }
}
