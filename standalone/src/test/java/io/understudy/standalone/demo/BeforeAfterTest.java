package io.understudy.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.standalone.local.Database;
import org.junit.jupiter.api.Test;

class BeforeAfterTest {

  @Test
  void longTextIsCutAndStaysOnOneLine() {
    assertThat(BeforeAfter.clipped("short", 5)).isEqualTo("short");
    assertThat(BeforeAfter.clipped("longer", 5)).isEqualTo("long…");
    assertThat(BeforeAfter.clipped("a\nb\u001b[2J", 20)).isEqualTo("a b [2J");
  }

  @Test
  void thePsqlLineHasUserPasswordAndAddress() {
    assertThat(Summary.psql(new Database("jdbc:postgresql://127.0.0.1:5/target", "u", "p")))
        .isEqualTo("psql postgresql://u:p@127.0.0.1:5/target");
  }
}
