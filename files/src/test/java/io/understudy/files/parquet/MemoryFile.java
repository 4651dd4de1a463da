package io.understudy.files.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A file in memory, for parquet-java. */
final class MemoryFile implements OutputFile, InputFile {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An empty one. */
  MemoryFile() {}

  MemoryFile(byte[] bytes) {
    out.writeBytes(bytes);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  @Override
  public PositionOutputStream create(long blockSize) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return out.size();
      }

      @Override
      public void write(int one) {
        out.write(one);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) {
    return create(blockSize);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public long getLength() {
    return out.size();
  }

  @Override
  public SeekableInputStream newStream() {
    Placed in = new Placed(out.toByteArray());
    return new DelegatingSeekableInputStream(in) {
      @Override
      public long getPos() {
        return in.place();
      }

      @Override
      public void seek(long place) {
        in.go((int) place);
      }
    };
  }

  private static final class Placed extends ByteArrayInputStream {
    Placed(byte[] bytes) {
      super(bytes);
    }

    int place() {
      return pos;
    }

    void go(int place) {
      pos = place;
    }
  }
}
