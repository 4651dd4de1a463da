package io.understudy.loader;

import io.understudy.loader.contract.ContractDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Postgres that a test takes away as a machine that fails does, and brings back. */
final class MortalPostgres implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;

  /**
   * @param data an empty folder
   */
  MortalPostgres(Path data) throws IOException {
    this.data = data;
    this.server = start(0);
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .start();
  }

  ContractDatabase database() {
    return ContractDatabase.postgres(
        TestDatabase.target(
            server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", "public"),
        () -> server.getPostgresDatabase().getConnection());
  }

  /** Ends all of its processes at once: it recovers from its log when it starts, on its port. */
  void failAndComeBack() throws IOException, InterruptedException {
    long postmaster =
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
    if (new ProcessBuilder("kill", "-QUIT", "" + postmaster).start().waitFor() != 0) {
      throw new IOException("the server could not be stopped");
    }
    process.onExit().join();
    server.close(); // it says that nothing runs, and lets go of the folder
    server = start(server.getPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
