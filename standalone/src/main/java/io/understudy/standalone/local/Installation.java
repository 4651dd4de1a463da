package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built checkout that this program belongs to. */
public final class Installation {
  private final Path root;

  /** Of a checkout at {@code root}. */
  public Installation(Path root) {
    this.root = root;
  }

  /** The checkout whose {@code standalone/target} holds this class. */
  public static Installation ofThisProgram() {
    try {
      Path code =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path directory = code; directory != null; directory = directory.getParent()) {
        if (Files.exists(directory.resolve("standalone/pom.xml"))) {
          return new Installation(directory);
        }
      }
      throw new StandaloneException(
          code + " is not inside a checkout of Understudy: run it from where it was built");
    } catch (URISyntaxException e) {
      throw new StandaloneException("this program does not know where it is", e);
    }
  }

  /** Its top directory. */
  public Path root() {
    return root;
  }

  /** Where a local system lives unless told otherwise. */
  public Path defaultHome() {
    return root.resolve(".understudy");
  }

  /**
   * The program of a service.
   *
   * @throws StandaloneException if it is not built
   */
  Program service(ServiceName name) {
    return program(name, "service");
  }

  /**
   * The program of a worker, which is the transform service for another purpose.
   *
   * @throws StandaloneException if it is not built
   */
  Program worker() {
    return program(ServiceName.TRANSFORM, "worker");
  }

  private Program program(ServiceName name, String purpose) {
    Path jar = root.resolve(name.module()).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StandaloneException(
          name.module() + " is not built (" + jar + " is missing): run ./understudy build");
    }
    return new Program(jar, new AotCache(jar, purpose));
  }

  private List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    for (ServiceName name : ServiceName.values()) {
      programs.add(service(name));
    }
    programs.add(worker());
    return programs;
  }

  /** Whether all services start from ahead-of-time caches that fit them. */
  public boolean hasCaches() {
    return programs().stream().allMatch(program -> program.cache().fits());
  }

  /**
   * Makes the caches of a system that was started for training and has ended.
   *
   * @param log where the JVM's words go
   * @throws StandaloneException if the JVM makes none
   */
  public void makeCaches(Path log) throws InterruptedException {
    for (Program program : programs()) {
      program.makeCache(log);
    }
  }

  /** Whether this JVM can start anything from a cache. */
  public static boolean cachesSupported() {
    return AotCache.supported();
  }
}
