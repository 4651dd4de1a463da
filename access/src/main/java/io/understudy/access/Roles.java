package io.understudy.access;

import java.util.Optional;
import java.util.Set;

/** What callers may do, for {@code @RolesAllowed}. */
public final class Roles {
  /** Looks at runs. */
  public static final String VIEWER = "viewer";

  /** Looks at runs, starts and stops them, and sees masked rows. */
  public static final String OPERATOR = "operator";

  /** One of our own processes. */
  public static final String SERVICE = "service";

  private Roles() {}

  /** All roles that somebody with this one has; none if there is no such role. */
  public static Optional<Set<String>> of(String role) {
    return switch (role) {
      case VIEWER, SERVICE -> Optional.of(Set.of(role));
      case OPERATOR -> Optional.of(Set.of(VIEWER, OPERATOR));
      default -> Optional.empty();
    };
  }
}
