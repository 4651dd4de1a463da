package io.understudy.files.parquet;

import io.understudy.files.InputObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An object in memory. */
record MemoryObject(String name, byte[] bytes) implements InputObject {
  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public String etag() {
    return "v1";
  }

  @Override
  public InputStream read(long offset, long length) {
    int count = (int) Math.min(length, bytes.length - offset);
    return new ByteArrayInputStream(bytes, (int) offset, count);
  }
}
