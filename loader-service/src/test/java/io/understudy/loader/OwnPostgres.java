package io.understudy.loader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the PostgreSQL that this machine has installed, if it has one with its pg_dump. */
final class OwnPostgres implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final Duration START = Duration.ofSeconds(30);

  private final Path bin;
  private final Path data;
  private final int port;
  private final Process server;

  private OwnPostgres(Path bin) throws IOException, InterruptedException {
    this.bin = bin;
    this.port = freePort();
    this.data = Files.createTempDirectory("understudy-postgres");
    run(
        program("initdb"),
        "-D",
        data.toString(),
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C",
        "-A",
        "trust",
        "-N");
    server =
        process(
                program("postgres"),
                "-D",
                data.toString(),
                "-p",
                "" + port,
                "-k",
                data.toString(),
                "-F")
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("log").toFile())
            .start();
    awaitStart();
  }

  /** Starts one with empty databases {@code source} and {@code target}. */
  static Optional<OwnPostgres> start() throws IOException, InterruptedException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      Optional<Path> bin =
          versions
              .map(version -> version.resolve("bin"))
              .filter(
                  path ->
                      Stream.of("initdb", "postgres", "pg_dump")
                          .allMatch(name -> Files.isExecutable(path.resolve(name))))
              .max(Comparator.naturalOrder());
      return bin.isEmpty() ? Optional.empty() : Optional.of(new OwnPostgres(bin.get()));
    }
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The statements that make all but owners, grants and our ledger. */
  List<String> schema(String database) throws IOException, InterruptedException {
    return run(
            program("pg_dump"),
            "-h",
            "127.0.0.1",
            "-p",
            "" + port,
            "-U",
            "postgres",
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--exclude-schema=understudy",
            database)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("--") && !line.startsWith("\\"))
        .toList();
  }

  private String program(String name) {
    return bin.resolve(name).toString();
  }

  private void awaitStart() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    String url = jdbcUrl("postgres");
    while (true) {
      try (Connection connection = DriverManager.getConnection(url, "postgres", "");
          Statement statement = connection.createStatement()) {
        statement.execute("create database source");
        statement.execute("create database target");
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline || !server.isAlive()) {
          throw new IOException(Files.readString(data.resolve("log")), e);
        }
        Thread.sleep(50);
      }
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = process(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    return output;
  }

  /** As root, which PostgreSQL refuses, in a name space where the process has another number. */
  static ProcessBuilder process(String... command) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.addAll(List.of("unshare", "-U"));
    }
    words.addAll(Arrays.asList(command));
    return new ProcessBuilder(words);
  }

  @Override
  public void close() {
    server.destroy();
    try {
      server.waitFor(10, TimeUnit.SECONDS);
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
