package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, small. */
class DemoIT {

  @Test
  void theDemoMasksAndLoadsAShopAndFindsNoLeak(@TempDir Path home) throws Exception {
    Packaged.announce();
    Path output = home.resolve("demo.txt");
    Process demo =
        new ProcessBuilder(
                Installation.REPOSITORY.resolve("understudy").toString(),
                "demo",
                "--rows",
                "2000",
                "--home",
                home.resolve("home").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = demo.waitFor(5, TimeUnit.MINUTES);
    demo.descendants().forEach(ProcessHandle::destroyForcibly);
    demo.destroyForcibly();
    String text = Files.readString(output);
    assertThat(ended).as(text).isTrue();
    assertThat(demo.exitValue()).as(text).isZero();
    assertThat(text).contains("SUCCEEDED").contains("customers").contains("psql ");
  }
}
