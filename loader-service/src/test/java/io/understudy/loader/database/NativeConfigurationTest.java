package io.understudy.loader.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.Driver;

/**
 * What a native binary is told about MariaDB's driver is what is in the driver: what is not there
 * is passed over in silence when the binary is built, and missed when it runs.
 */
class NativeConfigurationTest {
  private static final String FOLDER =
      "/META-INF/native-image/io.understudy/understudy-loader-service/";
  private static final String SERVICES = "META-INF/services/org.mariadb.jdbc.plugin.";

  @Test
  void everyPluginThatTheDriverNamesCanBeMade() throws Exception {
    List<String> made = new ArrayList<>();
    for (JsonNode entry : json("reflect-config.json")) {
      Class<?> type =
          Class.forName(entry.get("name").textValue(), false, Driver.class.getClassLoader());
      if (entry.has("methods")) {
        assertThat(entry.at("/methods/0/name").textValue()).isEqualTo("<init>");
        assertThat(type.getDeclaredConstructor().getParameterCount()).isZero();
        made.add(type.getName());
      }
    }
    List<String> named = plugins();
    assertThat(named).hasSizeGreaterThan(40);
    named.add(Driver.class.getName());
    assertThat(made).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void everyListOfPluginsAndEveryPropertiesFileOfTheDriverIsIncluded() throws Exception {
    List<String> read = new ArrayList<>();
    try (JarFile jar = driver()) {
      jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(SERVICES) || name.matches("[a-z]+\\.properties"))
          .forEach(read::add);
    }
    List<Pattern> patterns =
        StreamSupport.stream(
                json("resource-config.json").at("/resources/includes").spliterator(), false)
            .map(include -> Pattern.compile(include.get("pattern").textValue()))
            .toList();
    assertThat(read)
        .hasSize(7)
        .allMatch(name -> patterns.stream().anyMatch(p -> p.matcher(name).matches()));
    assertThat(patterns)
        .allMatch(pattern -> read.stream().anyMatch(name -> pattern.matcher(name).matches()));
  }

  /** Substitutions name methods that the image builder looks up. */
  @Test
  void whatIsSubstitutedIsThere() throws Exception {
    for (Class<?> own : List.of(NativeMariaDb.Kerberos.class, NativeMariaDb.AwsIam.class)) {
      String target = own.getAnnotation(com.oracle.svm.core.annotate.TargetClass.class).className();
      Class<?> type = Class.forName(target, false, Driver.class.getClassLoader());
      for (var method : own.getDeclaredMethods()) {
        assertThat(type.getDeclaredMethod(method.getName(), method.getParameterTypes()))
            .as(target)
            .isNotNull();
      }
    }
  }

  private static JsonNode json(String file) throws IOException {
    try (InputStream in = NativeConfigurationTest.class.getResourceAsStream(FOLDER + file)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static List<String> plugins() throws Exception {
    List<String> plugins = new ArrayList<>();
    try (JarFile jar = driver()) {
      for (JarEntry entry : jar.stream().filter(e -> e.getName().startsWith(SERVICES)).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          plugins.addAll(
              new String(in.readAllBytes(), StandardCharsets.UTF_8).trim().lines().toList());
        }
      }
    }
    return plugins;
  }

  private static JarFile driver() throws Exception {
    return new JarFile(
        Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile());
  }
}
