package io.understudy.access;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** What somebody unknown is answered: 401 and the scheme; the service adds its problem document. */
public final class Challenge {
  /** Name of the header. */
  public static final String HEADER = "WWW-Authenticate";

  /** Its value. */
  public static final String SCHEME = "Bearer";

  private static final int UNAUTHORIZED = 401;

  private Challenge() {}

  /** For who writes the answer by himself. */
  public static Uni<ChallengeData> data() {
    return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, HEADER, SCHEME));
  }

  /** Leaves the answer to the service's handler of the status. */
  public static Uni<Boolean> send(RoutingContext request) {
    request.response().putHeader(HEADER, SCHEME);
    request.fail(UNAUTHORIZED);
    return Uni.createFrom().item(true);
  }
}
