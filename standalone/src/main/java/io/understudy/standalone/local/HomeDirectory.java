package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that one local system keeps everything in, and the proof that it is the only one.
 */
final class HomeDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private HomeDirectory(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the directory if it is absent and locks it.
   *
   * @throws StandaloneException if another system runs in it
   */
  static HomeDirectory open(Path home) {
    try {
      Path path = Files.createDirectories(home).toRealPath();
      Path lockFile = path.resolve("lock");
      FileChannel channel =
          FileChannel.open(
              lockFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new StandaloneException(
            "another understudy runs in "
                + path
                + ": end it first, or use another directory with --home DIR");
      }
      return new HomeDirectory(path, channel, lock);
    } catch (IOException e) {
      throw new StandaloneException(
          "the directory "
              + home
              + " cannot be used ("
              + e.getClass().getSimpleName()
              + "): make it writable, or use another with --home DIR",
          e);
    }
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  Path storage() {
    return path.resolve("s3");
  }

  /** What every process started for this home has in its command line. */
  String marker() {
    return "-Dunderstudy.home=" + path;
  }

  /** Where it says what is in the source bucket that a system left for the next one. */
  private Path description() {
    return path.resolve("source.json");
  }

  /** Ends what an earlier system in this home left behind and removes its logs. */
  void clear() {
    endProcesses(List.of(marker(), postgres().toString()));
    delete(logs());
    try {
      Files.createDirectories(logs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the databases and buckets. */
  void removeData() {
    delete(postgres());
    delete(description());
    delete(storage());
  }

  /** As {@link #removeData}, but leaves the source bucket if it is described. */
  void removeAllButDescribed() {
    if (Files.exists(description())) {
      delete(postgres());
      delete(EmbeddedStorage.sink(storage()));
    } else {
      removeData();
    }
  }

  /** What {@link #describe} said, if the source bucket it spoke of is still there. */
  Optional<String> described() {
    if (!Files.exists(description()) || !Files.exists(EmbeddedStorage.source(storage()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(description()));
    } catch (IOException e) {
      return Optional.empty(); // unreadable is as good as absent: the data is made anew
    }
  }

  /** Says what is in the source bucket, which is complete: it is left for the next system. */
  void describe(String text) {
    writeAtomically(description(), text);
  }

  /** Ends services and workers of this home that nobody supervises any more. */
  void endStrays() {
    endProcesses(List.of(marker()));
  }

  private static void endProcesses(List<String> anyOfTheseArguments) {
    List<ProcessHandle> found =
        ProcessHandle.allProcesses()
            .filter(process -> process.pid() != ProcessHandle.current().pid())
            .filter(
                process ->
                    Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(anyOfTheseArguments::contains))
            .toList();
    found.forEach(ProcessHandle::destroy);
    Processes.awaitEnd(found);
  }

  /** Removes a directory with all that is in it; absent is fine. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new StandaloneException(
          directory
              + " cannot be removed ("
              + e.getClass().getSimpleName()
              + "): remove it by hand",
          e);
    }
  }

  /**
   * Writes a file that only its owner can read, so that a reader sees the old content or the new,
   * never a part.
   */
  static void writeAtomically(Path file, String text) {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(temporary);
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StandaloneException(
          file + " cannot be written (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
