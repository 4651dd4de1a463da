package io.understudy.it;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One running system for all test classes, ended with the test run. */
final class SharedInstallation implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(SharedInstallation.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Installation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent(Installation.class, type -> start(), Installation.class);
  }

  private static Installation start() {
    try {
      Path home = Files.createTempDirectory("understudy-it-");
      Path keys = Files.createDirectory(home.resolve("keys"));
      Files.writeString(keys.resolve("default"), "00112233445566778899aabbccddeeff\n");
      Files.writeString(keys.resolve("other"), "ffeeddccbbaa99887766554433221100\n");
      return Installation.start(home, keys);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
