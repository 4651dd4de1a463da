package io.understudy.transform.preflight;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How fast the file of a table was masked.
 *
 * @param bytes read
 * @param millis that took
 */
@RegisterForReflection
record Measured(String table, long bytes, long millis) {}
