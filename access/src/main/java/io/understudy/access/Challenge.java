package io.understudy.access;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;

/** What somebody unknown is told beside the problem document: 401 and the scheme. */
public final class Challenge {
  /** Name of the header. */
  public static final String HEADER = "WWW-Authenticate";

  /** Its value. */
  public static final String SCHEME = "Bearer";

  private static final int UNAUTHORIZED = 401;

  private Challenge() {}

  /** For Quarkus. */
  public static Uni<ChallengeData> data() {
    return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, HEADER, SCHEME));
  }
}
