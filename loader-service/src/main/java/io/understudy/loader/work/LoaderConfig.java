package io.understudy.loader.work;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the loader claims and holds jobs. */
@ConfigMapping(prefix = "understudy.loader")
interface LoaderConfig {
  /** Unique name of this process; default: host and process id. */
  Optional<String> owner();

  /** How long a claim holds without a heartbeat. */
  @WithDefault("60s")
  Duration lease();

  /** How often leases are extended; at most half the lease. */
  @WithDefault("10s")
  Duration heartbeat();

  /** Wait before asking again when there is nothing to claim. */
  @WithDefault("500ms")
  Duration poll();

  /** Files at work at once in this process. */
  @WithDefault("2")
  int parallel();

  /** Snapshots of source databases that this process keeps at once. */
  @WithDefault("4")
  int snapshots();

  /** How much of a source database's pages becomes one file, about. */
  @WithDefault("128M")
  MemorySize partSize();

  /** Longest time that one statement on a source database may take. */
  @WithDefault("1h")
  Duration statementTimeout();

  /** On shutdown, time for the files at work to finish before they are given back. */
  @WithDefault("20s")
  Duration grace();

  /** First wait before a failed job is tried again; doubles up to {@link #backoffMost}. */
  @WithDefault("1s")
  Duration backoffFirst();

  /** Longest wait before a failed job is tried again. */
  @WithDefault("60s")
  Duration backoffMost();
}
