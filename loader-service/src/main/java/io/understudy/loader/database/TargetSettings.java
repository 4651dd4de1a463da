package io.understudy.loader.database;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a target is and how to use it; see {@link TargetsConfig.Entry}. Its text form has no
 * credentials.
 *
 * @param schema of the loaded tables; "": the one that the URL leads to (not with PostgreSQL)
 */
public record TargetSettings(
    String name,
    String jdbcUrl,
    Optional<String> username,
    Optional<String> password,
    String schema,
    int maxConnections,
    Duration lockTimeout,
    Duration responseTimeout) {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String PUBLIC = "public";

  /**
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public TargetSettings {
    Optional<Dialect> other = Dialect.of(jdbcUrl);
    if (other.isEmpty() && !jdbcUrl.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          property(name, "jdbc-url")
              + " must start with "
              + POSTGRESQL
              + "//, or "
              + Dialect.allUrls()
              + " (what can be loaded); it starts otherwise");
    }
    Optional<String> problem =
        other.isEmpty()
            ? Names.problem(schema)
            : schema.isEmpty() ? Optional.empty() : other.get().nameProblem(schema);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(property(name, "schema") + " " + problem.get());
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          property(name, "max-connections") + " must be at least 1, was " + maxConnections);
    }
    positive(property(name, "lock-timeout"), lockTimeout);
    positive(property(name, "response-timeout"), responseTimeout);
  }

  /** What database it is, if it is not PostgreSQL. */
  Optional<Dialect> dialect() {
    return Dialect.of(jdbcUrl);
  }

  /** From the configuration. */
  static TargetSettings of(String name, TargetsConfig.Entry entry) {
    return new TargetSettings(
        name,
        entry.jdbcUrl(),
        entry.username(),
        entry.password(),
        entry.schema().orElse(Dialect.of(entry.jdbcUrl()).isPresent() ? "" : PUBLIC),
        entry.maxConnections(),
        entry.lockTimeout(),
        entry.responseTimeout());
  }

  static String property(String target, String key) {
    return "understudy.targets.\"" + target + "\"." + key;
  }

  private static void positive(String property, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException(property + " must be positive, was " + duration);
    }
  }

  @Override
  public String toString() {
    return "target \"" + name + "\"";
  }
}
