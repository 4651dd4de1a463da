package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;

/** A storage that closes connections while a body comes, as one does with what was idle. */
class LostConnectionTest {
  private static final int LENGTH = 1 << 20;
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final AtomicInteger connections = new AtomicInteger();

  @Test
  @Timeout(60)
  void asManyAsAClientKeepsMayBeLost() throws Exception {
    // Java keeps five idle connections to a server (http.maxConnections): all may be dead
    assertThat(put(5)).isEqualTo("e");
    assertThat(connections).hasValueGreaterThan(5);
  }

  @Test
  @Timeout(60)
  void whenAllAreLostTheWorkIsTriedAgainLater() {
    assertThatThrownBy(() -> put(Integer.MAX_VALUE))
        .isInstanceOf(FileException.Retryable.class)
        .hasMessageMatching(
            "s3://bucket/x: the storage cannot be reached \\(\\w+\\); check its endpoint, the region"
                + " and the network");
  }

  /** Returns the ETag of what was written to a storage that loses so many connections first. */
  private String put(int lost) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> serve(server, lost));
      URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
      try (S3Client s3 = S3Server.client(endpoint);
          OutputObject output = new ObjectStore(s3).create(new Location("bucket", "x"))) {
        output.stream().write(new byte[LENGTH]);
        return output.publish();
      }
    }
  }

  private void serve(ServerSocket server, int lost) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          int number = connections.incrementAndGet();
          InputStream in = socket.getInputStream();
          String head = head(in);
          if (head.toLowerCase().contains("expect: 100-continue")) {
            socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes());
          }
          if (number <= lost) {
            in.readNBytes(1 << 16);
            socket.setSoLinger(true, 0); // a reset, not an end
            continue;
          }
          int length = Integer.parseInt(head.replaceAll("(?si).*content-length: (\\d+).*", "$1"));
          in.readNBytes(length);
          socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
