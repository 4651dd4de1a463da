package io.understudy.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Files on the local disk as objects. */
public final class LocalFile {
  private LocalFile() {}

  /**
   * A file to read; its version is size and time of the last change.
   *
   * @throws FileException.Terminal if it is absent, not a file, or may not be read
   */
  public static InputObject open(Path path) {
    BasicFileAttributes attributes = attributes(path);
    if (!attributes.isRegularFile()) {
      throw new FileException.Terminal(path + ": this is not a file; name a file");
    }
    return new Input(path, attributes.size(), version(attributes));
  }

  /** A file to write: a temporary neighbour, moved to its name when published. */
  public static OutputObject create(Path path) {
    try {
      Path directory = path.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path temporary = Files.createTempFile(directory, "." + path.getFileName(), ".part");
      return new Output(path, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw failure(path, "cannot be written", e);
    }
  }

  private static BasicFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      throw failure(path, "cannot be read", e);
    }
  }

  private static String version(BasicFileAttributes attributes) {
    return attributes.size() + "-" + attributes.lastModifiedTime().toMillis();
  }

  private static FileException failure(Path path, String what, IOException e) {
    return switch (e) {
      case NoSuchFileException absent ->
          new FileException.Terminal(path + ": there is no such file; check the path", absent);
      case AccessDeniedException denied ->
          new FileException.Terminal(
              path + ": access denied; change the file's permissions", denied);
      default ->
          new FileException.Retryable(
              path + " " + what + " (" + e.getClass().getSimpleName() + "); check the disk", e);
    };
  }

  private record Input(Path path, long size, String etag) implements InputObject {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public InputStream read(long offset, long length) {
      if (!version(attributes(path)).equals(etag)) {
        throw new FileException.Terminal(
            path + ": the file changed since it was opened; run again on a file at rest");
      }
      try {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        channel.position(offset);
        return new Bytes(path, Channels.newInputStream(channel), Math.min(length, size - offset));
      } catch (IOException e) {
        throw failure(path, "cannot be read", e);
      }
    }
  }

  /** A bounded stretch of a file whose errors are {@link FileException}. */
  private static final class Bytes extends InputStream {
    private final Path path;
    private final InputStream in;
    private long left;

    private Bytes(Path path, InputStream in, long length) {
      this.path = path;
      this.in = new BufferedInputStream(in, 1 << 16);
      this.left = Math.max(0, length);
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      try {
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
          throw new FileException.Terminal(
              path + ": the file got shorter while it was read; run again on a file at rest");
        }
        left -= count;
        return count;
      } catch (IOException e) {
        throw failure(path, "cannot be read", e);
      }
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw failure(path, "cannot be read", e);
      }
    }
  }

  private static final class Output extends OutputStream implements OutputObject {
    private final Path path;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean published;

    private Output(Path path, Path temporary, FileChannel channel) {
      this.path = path;
      this.temporary = temporary;
      this.channel = channel;
      this.out = Channels.newOutputStream(channel);
    }

    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public OutputStream stream() {
      return this;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw failure(path, "cannot be written", e);
      }
    }

    @Override
    public String publish() {
      try {
        channel.force(true);
        channel.close();
        Files.move(
            temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        published = true;
        return version(attributes(path));
      } catch (IOException e) {
        throw failure(path, "cannot be written", e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
        if (!published) {
          Files.deleteIfExists(temporary);
        }
      } catch (IOException e) {
        throw failure(path, "cannot be cleared away", e);
      }
    }
  }
}
