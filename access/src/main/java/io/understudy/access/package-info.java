/**
 * Who may call a service: {@link io.understudy.access.Roles}, tokens whose hashes are in files that
 * are read again when they change, and the rule that nothing is open but on loopback. {@link
 * io.understudy.access.Access} decides, {@link io.understudy.access.Challenge} is what somebody
 * unknown gets. No token is in a log, an error or a {@code toString}.
 */
@NullMarked
package io.understudy.access;

import org.jspecify.annotations.NullMarked;
