package io.understudy.jobtable;

import org.jspecify.annotations.Nullable;

/**
 * What a finished job reports; no value of a row is in it.
 *
 * @param outputEtag version of what was written, null if nothing
 * @param outputBytes its size
 * @param rowsIn rows read
 * @param rowsOut rows written (LOAD: rows loaded; the others of those read were rejected)
 * @param cellsChanged values replaced
 * @param details JSON document for {@code job.details}, null if none
 */
public record Completion(
    @Nullable String outputEtag,
    long outputBytes,
    long rowsIn,
    long rowsOut,
    long cellsChanged,
    @Nullable String details) {}
