package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

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
  Path program(ServiceName service) {
    Path jar = root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StandaloneException(
          service.module() + " is not built (" + jar + " is missing): run ./understudy build");
    }
    return jar;
  }
}
