package io.understudy.loader.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The MariaDB server of this machine, started once for all tests of a process, without users and
 * with nothing written through to disk.
 */
public final class OwnMariaDb {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/mariadbd"), Path.of("/usr/local/sbin/mariadbd"));
  private static final Path SCRIPTS = Path.of("/usr/share/mysql");
  private static final List<String> SYSTEM_TABLES =
      List.of("mysql_system_tables.sql", "mysql_system_tables_data.sql");
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Duration START = Duration.ofSeconds(30);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path data;
  private final int port;
  private final Path program;
  private final boolean roles;
  private final boolean lasting;
  private Process server;

  private static final class Started {
    static final Optional<OwnMariaDb> SERVER = start(false, false);
  }

  private OwnMariaDb(Path program, boolean roles, boolean lasting)
      throws IOException, InterruptedException {
    this.program = program;
    this.roles = roles;
    this.lasting = lasting;
    data =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "mariadb")
            : Files.createTempDirectory("mariadb");
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    if (roles) {
      makeSystemTables();
    }
    server = serve();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    awaitStart();
  }

  private Process serve() throws IOException {
    return new ProcessBuilder(
            program.toString(),
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + data,
            "--socket=" + data.resolve("s"),
            "--pid-file=" + data.resolve("pid"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            roles ? "--skip-name-resolve" : "--skip-grant-tables",
            // as an operator's may be: what a load needs it sets itself
            "--sql-mode=",
            "--character-set-server=latin1",
            "--default-time-zone=+05:00",
            "--innodb-buffer-pool-size=32M",
            "--innodb-flush-log-at-trx-commit=" + (lasting ? 1 : 0),
            "--innodb-doublewrite=0")
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("log").toFile())
        .start();
  }

  /** Empty if the machine has none. */
  public static Optional<OwnMariaDb> get() {
    return Started.SERVER;
  }

  /** A test that this machine cannot have is skipped. */
  static OwnMariaDb assumed() {
    return assumed(get());
  }

  private static OwnMariaDb assumed(Optional<OwnMariaDb> server) {
    Assumptions.assumeTrue(
        server.isPresent(), "no mariadbd on this machine; apt-get install mariadb-server-core");
    return server.orElseThrow();
  }

  /** Another one, which asks roles for their rights; empty if the machine cannot make one. */
  static Optional<OwnMariaDb> withRoles() {
    return SYSTEM_TABLES.stream().allMatch(name -> Files.exists(SCRIPTS.resolve(name)))
        ? start(true, false)
        : Optional.empty();
  }

  /**
   * Another one, which keeps what it has committed when it fails, as a server does. A test that
   * this machine cannot have is skipped.
   */
  public static OwnMariaDb mortal() {
    return assumed(start(false, true));
  }

  /** Ends at once, as a machine that fails does, and is there again. */
  public void failAndComeBack() throws IOException, InterruptedException {
    server.destroyForcibly().waitFor();
    server = serve();
    awaitStart();
  }

  private void makeSystemTables() throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("create database mysql;\nuse mysql;\n");
    for (String name : SYSTEM_TABLES) {
      script.append(Files.readString(SCRIPTS.resolve(name)));
    }
    Path file = Files.writeString(data.resolve("script"), script);
    new ProcessBuilder(
            program.toString(),
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + data,
            "--bootstrap")
        .redirectInput(file.toFile())
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("bootstrap-log").toFile())
        .start()
        .waitFor();
  }

  private static Optional<OwnMariaDb> start(boolean roles, boolean lasting) {
    Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
    try {
      return program.isEmpty()
          ? Optional.empty()
          : Optional.of(new OwnMariaDb(program.get(), roles, lasting));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** URL of a new database. */
  public String database() throws SQLException {
    String name = "t" + COUNT.incrementAndGet();
    try (Connection connection = connect(url(""))) {
      connection.createStatement().execute("create database " + name);
    }
    return url(name);
  }

  /** Where the tables of a database are that the one of this machine has. */
  public static Path folder(String url) {
    return assumed().data.resolve(url.substring(url.lastIndexOf('/') + 1));
  }

  public static Connection connect(String url) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", "root");
    // the driver itself, since the services tested here have class loaders of their own
    return new org.mariadb.jdbc.Driver().connect(url, login);
  }

  private String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }

  private void awaitStart() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try (Connection connection = connect(url(""))) {
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline || !server.isAlive()) {
          throw new IOException(Files.readString(data.resolve("log")), e);
        }
        Thread.sleep(50);
      }
    }
  }

  /** Ends it, with all that it had. */
  public void stop() {
    server.destroyForcibly();
    try {
      server.waitFor(10, TimeUnit.SECONDS);
      if (!Files.exists(data)) {
        return;
      }
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
