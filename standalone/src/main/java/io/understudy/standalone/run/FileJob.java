package io.understudy.standalone.run;

/**
 * One file of a run.
 *
 * @param input where it was read
 * @param output where it is, if it is masked
 * @param masked whether it is masked, whole, and published
 */
public record FileJob(String table, String input, String output, boolean masked) {}
