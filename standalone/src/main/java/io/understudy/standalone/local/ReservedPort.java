package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port on loopback that no other local system of this machine takes while this one has it. A
 * service takes seconds to listen: until then the port looks free, and a system that chose it, too,
 * would mistake the one's service for its own.
 */
final class ReservedPort implements AutoCloseable {
  private static final int TRIES = 200;

  private final int number;
  private final FileChannel channel;

  private ReservedPort(int number, FileChannel channel) {
    this.number = number;
    this.channel = channel;
  }

  /**
   * Takes the first port from {@code wanted} on that is free and not taken by another system.
   *
   * @param directory of the lock files, the same for all systems of the machine
   */
  static ReservedPort from(int wanted, Path directory) {
    for (int port = wanted; port < wanted + TRIES; port++) {
      Optional<ReservedPort> taken = take(port, directory);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
    throw new StandaloneException(
        "no port from " + wanted + " to " + (wanted + TRIES - 1) + " is free: end what uses them");
  }

  private static Optional<ReservedPort> take(int port, Path directory) {
    Path file = directory.resolve("understudy-port-" + port + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = lock(channel);
      if (lock != null && Ports.isFree(port)) {
        return Optional.of(new ReservedPort(port, channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // another user's lock file: that user's port
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // taken by a system in this very process
    }
  }

  int number() {
    return number;
  }

  /** Lets others have it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
