package io.understudy.standalone.local;

import java.util.Locale;

/** The services, and the port each is at unless that is taken. */
public enum ServiceName {
  SCHEDULER(8080),
  TRANSFORM(8081),
  LOADER(8082);

  private final int usualPort;

  ServiceName(int usualPort) {
    this.usualPort = usualPort;
  }

  int usualPort() {
    return usualPort;
  }

  /** As people write it: {@code scheduler}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the Maven module. */
  public String module() {
    return label() + "-service";
  }
}
