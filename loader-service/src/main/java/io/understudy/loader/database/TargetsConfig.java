package io.understudy.loader.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The databases that may be loaded, by the name that pipelines use. */
@ConfigMapping(prefix = "understudy.targets")
public interface TargetsConfig {

  /** Settings by target name. */
  @WithParentName
  Map<String, Entry> byName();

  /** One database. */
  interface Entry {
    /** {@code jdbc:postgresql://HOST/DATABASE}, or that of another database that can be loaded. */
    String jdbcUrl();

    /** Role to log in as; without it the URL says. */
    Optional<String> username();

    /** Its password, if it needs one. */
    Optional<String> password();

    /** Schema of the loaded tables; PostgreSQL: {@code public}, others: what the URL says. */
    Optional<String> schema();

    /** Most connections that all loaders together work in at once. */
    @WithDefault("4")
    int maxConnections();

    /** How long to wait for a lock before the job is tried again later. */
    @WithDefault("30s")
    Duration lockTimeout();

    /** Longest silence of the database before the connection counts as broken. */
    @WithDefault("1h")
    Duration responseTimeout();
  }
}
