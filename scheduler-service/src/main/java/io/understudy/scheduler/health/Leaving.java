package io.understudy.scheduler.health;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Whether this scheduler is about to end. From SIGTERM on, for {@code quarkus.shutdown.delay}, it
 * is no longer ready but still answers, and asks each client to connect anew: a connection that
 * stays open would lead to this scheduler until it refuses.
 */
@Singleton
public class Leaving {
  private static final int FIRST = 1_000;

  private volatile boolean begun;

  /** Whether clients should go elsewhere. */
  public boolean hasBegun() {
    return begun;
  }

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    begun = true;
  }

  void watch(@Observes Filters filters) {
    filters.register(this::answer, FIRST);
  }

  private void answer(RoutingContext request) {
    if (begun && request.request().version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    request.next();
  }
}
