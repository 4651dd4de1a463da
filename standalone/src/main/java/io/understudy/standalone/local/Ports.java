package io.understudy.standalone.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports on loopback. */
final class Ports {
  private Ports() {}

  /** Any port that is free now. */
  static int anyFree() {
    return bind(0);
  }

  /** Whether nothing listens at a port now. */
  static boolean isFree(int port) {
    return bind(port) > 0;
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
