/**
 * Who may call the scheduler, beyond tokens from files: OpenID Connect; what the scheduler shows
 * the other services; and the audit log of every call that reads data or changes something.
 */
@NullMarked
package io.understudy.scheduler.access;

import org.jspecify.annotations.NullMarked;
