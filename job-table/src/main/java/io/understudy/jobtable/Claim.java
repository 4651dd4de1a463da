package io.understudy.jobtable;

import org.jspecify.annotations.Nullable;

/**
 * A job that this process may work on until its lease ends.
 *
 * @param jobId the job
 * @param fence number that every later write of this claim carries
 * @param ofBatch whether it was claimed with others by one row for all of them
 * @param runId its run
 * @param runTableId its table, null for a step of the whole run
 * @param table name of its table, "" for a step of the whole run
 * @param kind what to do
 * @param attempt 1 for the first
 * @param maxAttempts after which a retryable failure is final
 * @param input location to read
 * @param inputBytes size when planned
 * @param inputEtag version when planned, "" if unknown
 * @param output location to write, "" if none
 * @param expectedRows LOAD: rows the transform wrote
 */
public record Claim(
    long jobId,
    long fence,
    boolean ofBatch,
    long runId,
    @Nullable Long runTableId,
    String table,
    JobKind kind,
    int attempt,
    int maxAttempts,
    String input,
    long inputBytes,
    String inputEtag,
    String output,
    @Nullable Long expectedRows) {}
