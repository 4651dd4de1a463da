package io.understudy.files.text;

import io.understudy.files.InputObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An object in memory, read a few bytes at a time as a network would give them. */
public record BytesIn(byte[] bytes) implements InputObject {
  public static final String NAME = "s3://bucket/file";

  private static final int MOST_AT_ONCE = 7919;

  public static BytesIn of(String text) {
    return new BytesIn(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public String etag() {
    return "in";
  }

  @Override
  public InputStream read(long offset, long length) {
    return new ByteArrayInputStream(bytes, (int) offset, (int) length) {
      @Override
      public synchronized int read(byte[] b, int off, int len) {
        return super.read(b, off, Math.min(len, MOST_AT_ONCE));
      }

      @Override
      public synchronized int available() {
        return 0; // as streams of the network may say
      }
    };
  }
}
