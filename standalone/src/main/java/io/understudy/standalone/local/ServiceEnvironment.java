package io.understudy.standalone.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What each service is told, as environment variables. The database that is loaded is the load
 * target called {@code target}.
 */
final class ServiceEnvironment {
  private final Map<String, String> shared;
  private final Map<ServiceName, Integer> ports;
  private final Map<ServiceName, Integer> managementPorts;
  private final Path keys;
  private final Database target;
  private final Storage storage;
  private final List<String> worker;
  private final int workers;
  private final Path logs;
  private final Duration workerPatience;

  /**
   * @param ports port of each service's API
   * @param managementPorts port of each service's health and metrics
   * @param keys directory of key files
   * @param worker command line of a worker
   * @param workers most of them at a time
   * @param logs directory of the workers' log files
   * @param workerPatience how long a worker may take to end
   */
  ServiceEnvironment(
      Map<ServiceName, Integer> ports,
      Map<ServiceName, Integer> managementPorts,
      Path keys,
      Database jobs,
      Database target,
      Storage storage,
      List<String> worker,
      int workers,
      Path logs,
      Duration workerPatience) {
    this.ports = Map.copyOf(ports);
    this.managementPorts = Map.copyOf(managementPorts);
    this.keys = keys;
    this.target = target;
    this.storage = storage;
    this.worker = List.copyOf(worker);
    this.workers = workers;
    this.logs = logs;
    this.workerPatience = workerPatience;
    this.shared = new LinkedHashMap<>();
    shared.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    shared.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    shared.put("QUARKUS_DATASOURCE_JDBC_URL", jobs.jdbcUrl());
    shared.put("QUARKUS_DATASOURCE_USERNAME", jobs.user());
    shared.put("QUARKUS_DATASOURCE_PASSWORD", jobs.password());
    shared.put("QUARKUS_S3_ENDPOINT_OVERRIDE", storage.endpoint());
    shared.put("QUARKUS_S3_AWS_REGION", storage.region());
    shared.put("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static");
    shared.put("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID", storage.accessKey());
    shared.put("QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", storage.secretKey());
    shared.put("QUARKUS_S3_PATH_STYLE_ACCESS", "true");
    shared.put("QUARKUS_S3_SYNC_CLIENT_TYPE", "url");
    shared.put("UNDERSTUDY_HEALTH_BUCKET", "s3://" + storage.source() + "/");
  }

  /** Everything one service needs to know. */
  Map<String, String> of(ServiceName service) {
    Map<String, String> all = new LinkedHashMap<>(shared);
    all.put("QUARKUS_HTTP_PORT", Integer.toString(port(ports, service)));
    all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(port(managementPorts, service)));
    switch (service) {
      case SCHEDULER -> {
        all.put("QUARKUS_REST_CLIENT_TRANSFORM_URL", url(ServiceName.TRANSFORM));
        all.put("QUARKUS_REST_CLIENT_LOADER_URL", url(ServiceName.LOADER));
        all.put("UNDERSTUDY_PREFLIGHT_SOURCE", "s3://" + storage.source() + "/");
        all.put("UNDERSTUDY_PREFLIGHT_SINK", "s3://" + storage.sink() + "/");
        all.put("UNDERSTUDY_LAUNCHER_TYPE", "local");
        all.put("UNDERSTUDY_LAUNCHER_COMMAND", list(worker));
        all.put("UNDERSTUDY_LAUNCHER_MAX_WORKERS", Integer.toString(workers));
        all.put("UNDERSTUDY_LAUNCHER_LOG_DIRECTORY", logs.toString());
        all.put("UNDERSTUDY_LAUNCHER_STOP_TIMEOUT", workerPatience.toSeconds() + "s");
        // for the workers, which inherit it; the scheduler itself reads no key
        all.put("UNDERSTUDY_KEYS_DIRECTORY", keys.toString());
      }
      case TRANSFORM -> all.put("UNDERSTUDY_KEYS_DIRECTORY", keys.toString());
      case LOADER -> {
        all.put("UNDERSTUDY_TARGETS__TARGET__JDBC_URL", target.jdbcUrl());
        all.put("UNDERSTUDY_TARGETS__TARGET__USERNAME", target.user());
        all.put("UNDERSTUDY_TARGETS__TARGET__PASSWORD", target.password());
      }
    }
    return all;
  }

  private static String list(List<String> words) {
    return words.stream()
        .map(word -> word.replace("\\", "\\\\").replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }

  private static int port(Map<ServiceName, Integer> ports, ServiceName service) {
    return Objects.requireNonNull(ports.get(service), service.label());
  }

  /** Base URL of a service's API. */
  String url(ServiceName service) {
    return "http://127.0.0.1:" + port(ports, service);
  }

  /** Base URL of a service's health and metrics. */
  String managementUrl(ServiceName service) {
    return "http://127.0.0.1:" + port(managementPorts, service);
  }
}
