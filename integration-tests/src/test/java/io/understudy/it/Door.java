package io.understudy.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** The S3 server by another port, as far away as a test wants: each request may be late. */
final class Door implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final ServerSocket server;
  private final URI behind;
  private volatile Duration delay = Duration.ZERO;

  Door(String endpoint) throws IOException {
    behind = URI.create(endpoint);
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on this long for each piece of a request. */
  void delay(Duration time) {
    delay = time;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket there = new Socket(behind.getHost(), behind.getPort())) {
      client.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> copy(there, client, false));
      copy(client, there, true);
      back.join();
    } catch (IOException gone) {
      // each side sees that the other is
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(Socket from, Socket to, boolean late) {
    byte[] piece = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int length = in.read(piece);
      while (length >= 0) {
        if (late) {
          Thread.sleep(delay);
        }
        out.write(piece, 0, length);
        out.flush();
        length = in.read(piece);
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      // as above
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
