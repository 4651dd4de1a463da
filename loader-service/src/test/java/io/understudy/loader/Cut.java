package io.understudy.loader;

import io.understudy.loader.database.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy before a PostgreSQL or MariaDB that cuts connections off where it is told, or slows them
 * down.
 */
final class Cut implements AutoCloseable {
  /** Of PostgreSQL the message that prepares it, with the name that it has from then on. */
  private static final Pattern PREPARED = Pattern.compile("(S_\\d+)\0COMMIT\0");

  private static final String MARIADB_COMMIT = "\3COMMIT";
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private static final int BUFFER = 1 << 16;

  private final ServerSocket door;
  private final int port;
  private final AtomicLong bytes = new AtomicLong(Long.MAX_VALUE);
  private volatile Pattern statement = NOTHING;
  private volatile boolean commit;
  private volatile long nanosPerByte;

  /**
   * @param port of the database
   */
  Cut(int port) throws IOException {
    this.port = port;
    this.door = new ServerSocket();
    door.setReceiveBufferSize(BUFFER);
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::accept);
  }

  /** The database as it is reached through here. */
  Target target(TestDatabase database) {
    return target(database.jdbcUrl(), "postgres", "public");
  }

  /** The same of a database with that URL. */
  Target target(String url, String user, String schema) {
    String options =
        url.startsWith("jdbc:mariadb:") ? "" : "?sslmode=disable&sendBufferSize=" + BUFFER;
    return TestDatabase.target(
        url.replace(":" + port + "/", ":" + door.getLocalPort() + "/") + options,
        user,
        "postgres",
        schema);
  }

  /** When so many more bytes have gone to the database. */
  void afterBytes(long count) {
    bytes.set(count);
  }

  /** When the database has got a statement that has such a text in it, before it answers. */
  void after(String pattern) {
    commit = false;
    statement = Pattern.compile(pattern);
  }

  /** The same with the commit that follows it. */
  void afterCommitOf(String pattern) {
    commit = true;
    statement = Pattern.compile(pattern);
  }

  /** What goes to the database takes so long from now on. */
  void slowTo(Duration perMebibyte) {
    nanosPerByte = perMebibyte.toNanos() >> 20;
  }

  void never() {
    bytes.set(Long.MAX_VALUE);
    statement = NOTHING;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().start(() -> forth(client, server));
        Thread.ofVirtual().start(() -> back(client, server));
      }
    } catch (SocketException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forth(Socket client, Socket server) {
    byte[] buffer = new byte[8192];
    String name = MARIADB_COMMIT;
    boolean armed = false;
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        boolean last = bytes.addAndGet(-count) < 0;
        String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        Matcher prepared = PREPARED.matcher(text);
        if (prepared.find()) {
          name = '\0' + prepared.group(1) + '\0';
        }
        armed |= statement.matcher(text).find();
        if (armed && (!commit || text.contains(name))) {
          client.close();
          last = true;
        }
        LockSupport.parkNanos(count * nanosPerByte);
        out.write(buffer, 0, count);
        out.flush();
        if (last) {
          return;
        }
      }
    } catch (IOException e) {
      // one of the two has gone
    }
  }

  private static void back(Socket client, Socket server) {
    try (client;
        server) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // one of the two has gone
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
