package io.understudy.standalone.local;

import java.util.Locale;

/** The services, and the ports each is at unless they are taken. */
public enum ServiceName {
  SCHEDULER(8080, 9000),
  TRANSFORM(8081, 9001),
  LOADER(8082, 9002);

  private final int usualPort;
  private final int usualManagementPort;

  ServiceName(int usualPort, int usualManagementPort) {
    this.usualPort = usualPort;
    this.usualManagementPort = usualManagementPort;
  }

  /** Of its API. */
  int usualPort() {
    return usualPort;
  }

  /** Of its health and metrics. */
  int usualManagementPort() {
    return usualManagementPort;
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
