package io.understudy.files.text;

import io.understudy.files.OutputObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An object in memory that knows whether it was published and closed. */
public final class BytesOut implements OutputObject {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean published;
  private boolean closed;

  @Override
  public String name() {
    return "s3://bucket/out";
  }

  @Override
  public OutputStream stream() {
    return bytes;
  }

  @Override
  public String publish() {
    published = true;
    return "etag-of-out";
  }

  @Override
  public void close() {
    closed = true;
  }

  public boolean published() {
    return published;
  }

  public boolean closed() {
    return closed;
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }

  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
