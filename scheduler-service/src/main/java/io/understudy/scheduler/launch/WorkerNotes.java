package io.understudy.scheduler.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which workers live, noted in files, one each: a scheduler that is killed leaves its workers
 * behind, and the next one must know of them. Files that cannot be understood are passed over.
 */
final class WorkerNotes {
  private static final String ENDING = ".worker";

  /** Start times come from clocks that may be set. */
  private static final Duration SAME = Duration.ofSeconds(5);

  private final Path directory;

  WorkerNotes(Path directory) {
    this.directory = directory;
  }

  /**
   * A process that may be gone, and its number taken by another.
   *
   * @param started milliseconds since 1970, 0 if unknown
   */
  record Identity(long pid, long started) {

    static Identity of(ProcessHandle process) {
      return new Identity(
          process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** The process, if it lives. */
    Optional<ProcessHandle> alive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(found -> Math.abs(of(found).started() - started) <= SAME.toMillis());
    }
  }

  /** A worker and the scheduler that started it. */
  record Note(String owner, long runId, Identity worker, Identity scheduler) {}

  void add(Note note) throws IOException {
    Path file = file(note.owner());
    Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text(note));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void remove(String owner) {
    try {
      Files.deleteIfExists(file(owner));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Note> all() {
    List<Note> notes = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return notes;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        read(file).ifPresent(notes::add);
      }
      return notes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String owner) {
    return directory.resolve(owner + ENDING);
  }

  private static String text(Note note) {
    return "%s %d %d %d %d %d"
        .formatted(
            note.owner(),
            note.runId(),
            note.worker().pid(),
            note.worker().started(),
            note.scheduler().pid(),
            note.scheduler().started());
  }

  private static Optional<Note> read(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      if (!text.matches("\\S+( [0-9]{1,18}){5}")) {
        return Optional.empty();
      }
      String[] words = text.split(" ");
      return Optional.of(
          new Note(
              words[0],
              Long.parseLong(words[1]),
              new Identity(Long.parseLong(words[2]), Long.parseLong(words[3])),
              new Identity(Long.parseLong(words[4]), Long.parseLong(words[5]))));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // its scheduler has removed it just now
    }
  }
}
