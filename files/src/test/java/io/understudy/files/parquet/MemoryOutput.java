package io.understudy.files.parquet;

import io.understudy.files.OutputObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** An object that is written to memory and knows what became of it. */
final class MemoryOutput implements OutputObject {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean published;
  private boolean closed;

  @Override
  public String name() {
    return "memory:out";
  }

  @Override
  public OutputStream stream() {
    return bytes;
  }

  @Override
  public String publish() {
    if (closed) {
      throw new IllegalStateException("published after close");
    }
    published = true;
    return "v" + bytes.size();
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean published() {
    return published;
  }

  boolean closed() {
    return closed;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
