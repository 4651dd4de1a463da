package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the JVM keeps of a program from a training run (JEP 483, 514): classes loaded and linked, in
 * a file beside the program's jar; no profiles of methods (JEP 515, see ADR 0020). A JVM that the
 * file does not fit, or whose jars have changed, starts as if it were not there.
 */
final class AotCache {
  /** Earlier ones keep less. */
  private static final int LEAST_JDK = 25;

  private static final long PATIENCE_SECONDS = 300;

  private final Path jar;
  private final Path file;
  private final Path record;
  private final Path jvm;

  /**
   * @param jar of the program, with its libraries below its directory
   * @param name which of the program's caches: one program may be started for several purposes
   */
  AotCache(Path jar, String name) {
    this.jar = jar;
    this.file = jar.resolveSibling(name + ".aot");
    this.record = jar.resolveSibling(name + ".aotconf");
    this.jvm = jar.resolveSibling(name + ".aot.jvm");
  }

  /** Whether this JVM can make and use caches. */
  static boolean supported() {
    return Runtime.version().feature() >= LEAST_JDK;
  }

  /** Options of a JVM that starts with the cache; none if there is none for it. */
  List<String> use() {
    return madeByThisJvm() ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off,cds*=off") : List.of();
  }

  /** Options of a JVM that writes down what it does, when it ends. */
  List<String> recording() {
    return List.of(
        "-XX:+IgnoreUnrecognizedVMOptions", // the next two may change with any JDK
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-AOTRecordTraining",
        "-XX:AOTMode=record",
        "-XX:AOTConfiguration=" + record,
        "-Xlog:aot*=off,cds*=off");
  }

  /** Whether there is one, made by this JVM from the jars as they are. */
  boolean fits() {
    try {
      return madeByThisJvm() && newestJar().compareTo(Files.getLastModifiedTime(file)) <= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean madeByThisJvm() {
    try {
      return supported() && Files.exists(file) && Files.readString(jvm).equals(thisJvm());
    } catch (IOException e) {
      return false;
    }
  }

  private static String thisJvm() {
    return System.getProperty("java.vm.version") + " " + System.getProperty("java.home");
  }

  private FileTime newestJar() throws IOException {
    FileTime newest = Files.getLastModifiedTime(jar);
    try (Stream<Path> files = Files.walk(jar.getParent())) {
      for (Path each : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        FileTime time = Files.getLastModifiedTime(each);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
    }
    return newest;
  }

  /**
   * Makes the cache of what was recorded.
   *
   * @param java the program that recorded
   * @param options as it had them, without those of this class
   * @param log where the JVM's words go
   * @throws StandaloneException if nothing was recorded, or the JVM makes no cache of it
   */
  void make(String java, List<String> options, Path log) throws InterruptedException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(
        List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + part));
    command.addAll(List.of("-jar", jar.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      if (!ended || process.exitValue() != 0 || !Files.exists(part)) {
        throw new StandaloneException(
            "the JVM made no ahead-of-time cache of " + jar + ": " + log + " says why");
      }
      Files.writeString(jvm, thisJvm());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(record);
    } catch (IOException e) {
      throw new StandaloneException(
          file + " cannot be written (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
