package io.understudy.access;

import java.util.Set;

/**
 * Somebody known.
 *
 * @param name for the audit log
 * @param roles of {@link Roles}
 */
record Caller(String name, Set<String> roles) {
  Caller {
    roles = Set.copyOf(roles);
  }
}
