package io.understudy.benchmarks.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A server by another port, where each request takes so much longer: its first bytes wait, what follows passes. */
final class LateProxy implements AutoCloseable {
  private static final int CHUNK = 1 << 18;

  private final ServerSocket server;
  private final URI behind;
  private final AtomicLong requests = new AtomicLong();
  private volatile long delay;

  LateProxy(String endpoint) throws IOException {
    behind = URI.create(endpoint);
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  void delay(long millis) {
    delay = millis;
    requests.set(0);
  }

  /** Since the last {@link #delay}. */
  long requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private void serve(Socket client) {
    AtomicBoolean answered = new AtomicBoolean(true);
    try (client;
        Socket there = new Socket(behind.getHost(), behind.getPort())) {
      client.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> copy(there, client, () -> answered.set(true)));
      copy(client, there, () -> begins(answered));
      back.join();
    } catch (IOException gone) {
      // each side sees that the other is
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first bytes since an answer are a new request. */
  private void begins(AtomicBoolean answered) {
    if (!answered.compareAndSet(true, false)) {
      return;
    }
    requests.incrementAndGet();
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to, Runnable before) {
    byte[] piece = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int length = in.read(piece);
      while (length >= 0) {
        before.run();
        out.write(piece, 0, length);
        length = in.read(piece);
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      // as above
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
