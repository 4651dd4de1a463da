package io.understudy.transform.preflight;

/**
 * How fast the file of a table was masked.
 *
 * @param bytes read
 * @param millis that took
 */
record Measured(String table, long bytes, long millis) {}
