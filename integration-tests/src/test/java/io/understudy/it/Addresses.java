package io.understudy.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The Pod CIDR of the cluster's node: tiny, until it is closed. */
final class Addresses implements AutoCloseable {
  private final Path plugin;
  private final String before;

  private Addresses(Path plugin, String before) {
    this.plugin = plugin;
    this.before = before;
  }

  /** Leaves so many addresses for pods that come from now on; those that run keep theirs. */
  static Addresses leave(int pods) {
    try {
      String home = System.getenv().getOrDefault("CLUSTER_HOME", "");
      Path directory =
          home.isEmpty()
              ? Path.of(System.getProperty("user.home"), ".cache/test-cluster")
              : Path.of(home);
      Path plugin = directory.resolve("node/conf/cni.conflist");
      String before = Files.readString(plugin);
      // the first address is the gateway's
      String tiny =
          before.replaceFirst(
              "\"subnet\": \"[0-9./]+\"",
              "\"subnet\": \"10.88.200.0/24\", \"rangeStart\": \"10.88.200.2\", \"rangeEnd\": \"10.88.200."
                  + (1 + pods)
                  + "\"");
      if (tiny.equals(before)) {
        throw new IllegalStateException(plugin + " has no subnet");
      }
      Addresses few = new Addresses(plugin, before);
      few.write(tiny);
      return few;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole or not at all: containerd reads it when it changes. */
  private void write(String text) {
    try {
      Path written = Files.writeString(plugin.resolveSibling("cni.new"), text);
      Files.move(written, plugin, StandardCopyOption.ATOMIC_MOVE);
      Thread.sleep(500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All addresses again. */
  @Override
  public void close() {
    write(before);
  }
}
