package io.understudy.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** With the JVM's own compiler as the program: it ends at once. */
class AotCacheTest {
  @TempDir Path folder;

  private Program program;

  @BeforeEach
  void jar() throws IOException {
    Path jar = folder.resolve("hello.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hello.class.getName());
    String entry = Hello.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new java.util.zip.ZipEntry(entry));
      Hello.class.getClassLoader().getResourceAsStream(entry).transferTo(out);
    }
    program = new Program(jar, new AotCache(jar, "hello"));
  }

  /** A program that ends at once. */
  public static final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
      System.exit(arguments.length);
    }
  }

  private int run(boolean training) throws Exception {
    return new ProcessBuilder(program.command(Program.OPTIONS, training)).start().waitFor();
  }

  @Test
  void withoutACacheTheProgramStartsAsItIs() throws Exception {
    assertThat(program.command(List.of("-Xmx64m"), false))
        .containsExactly(Program.java(), "-Xmx64m", "-jar", folder.resolve("hello.jar").toString());
    assertThat(program.cache().fits()).isFalse();
    assertThat(run(false)).isZero();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void whatWasRecordedIsUsedUntilTheJarChanges() throws Exception {
    assertThat(run(true)).isZero();
    program.makeCache(folder.resolve("log"));
    assertThat(program.cache().fits()).isTrue();
    assertThat(program.command(List.of(), false))
        .contains("-XX:AOTCache=" + folder.resolve("hello.aot"));
    assertThat(run(false)).isZero();
    Files.setLastModifiedTime(
        folder.resolve("hello.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(program.cache().fits()).isFalse();
    assertThat(run(false)).as("the JVM starts without the cache").isZero();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void aCacheOfAnotherJvmIsNotUsed() throws Exception {
    run(true);
    program.makeCache(folder.resolve("log"));
    Files.writeString(folder.resolve("hello.aot.jvm"), "another");
    assertThat(program.cache().fits()).isFalse();
    assertThat(program.command(List.of(), false)).noneMatch(word -> word.contains("AOTCache"));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void whereNothingWasRecordedThereIsNoCache() {
    assertThatThrownBy(() -> program.makeCache(folder.resolve("log")))
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            "the JVM made no ahead-of-time cache of "
                + folder.resolve("hello.jar")
                + ": "
                + folder.resolve("log")
                + " says why");
  }
}
