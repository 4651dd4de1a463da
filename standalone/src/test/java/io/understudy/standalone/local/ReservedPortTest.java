package io.understudy.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedPortTest {
  @TempDir Path locks;

  @Test
  void aPortThatNobodyListensAtYetIsNotGivenTwice() {
    int wanted = Ports.anyFree();
    try (ReservedPort first = ReservedPort.from(wanted, locks);
        ReservedPort second = ReservedPort.from(first.number(), locks)) {
      assertThat(second.number()).isGreaterThan(first.number());
    }
  }

  @Test
  void aPortThatWasGivenBackIsGivenAgain() {
    int wanted = Ports.anyFree();
    int number;
    try (ReservedPort first = ReservedPort.from(wanted, locks)) {
      number = first.number();
    }
    try (ReservedPort again = ReservedPort.from(number, locks)) {
      assertThat(again.number()).isEqualTo(number);
    }
  }

  @Test
  void aPortThatSomebodyListensAtIsSkipped() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ReservedPort reserved = ReservedPort.from(taken.getLocalPort(), locks)) {
      assertThat(reserved.number()).isGreaterThan(taken.getLocalPort());
    }
  }
}
