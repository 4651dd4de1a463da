package io.understudy.standalone.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports on loopback. */
final class Ports {
  private static final int TRIES = 200;

  private Ports() {}

  /** The first free port from {@code wanted} on; any free port if {@code wanted} is 0. */
  static int free(int wanted) {
    for (int port = wanted; port < wanted + TRIES; port++) {
      int free = bind(wanted == 0 ? 0 : port);
      if (free > 0) {
        return free;
      }
    }
    return free(0);
  }

  /** The port bound and released again, or -1 if it is taken. */
  private static int bind(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (BindException e) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
