package io.understudy.jobtable;

/**
 * Why an attempt failed: place, reason and remedy, no value of a row.
 *
 * @param retryable whether trying again can help
 * @param code short and stable, such as {@code bad-file}, {@code config}, {@code storage}
 * @param message for people
 */
public record Failure(boolean retryable, String code, String message) {}
