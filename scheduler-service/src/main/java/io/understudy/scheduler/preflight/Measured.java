package io.understudy.scheduler.preflight;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How fast a worker masked the file of a table; JSON of it is in {@code preflight.measured}.
 *
 * @param bytes read
 * @param millis that took
 */
@RegisterForReflection
record Measured(String table, long bytes, long millis) {}
