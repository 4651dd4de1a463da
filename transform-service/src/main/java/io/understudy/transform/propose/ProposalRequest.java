package io.understudy.transform.propose;

import io.understudy.files.FormatOptions;
import org.jspecify.annotations.Nullable;

/**
 * What to propose a config for.
 *
 * @param input {@code s3://bucket/key} of one file, or {@code s3://bucket/folder/}
 * @param table of which all files are; without it, as for a pipeline that names no tables: one per
 *     folder
 * @param format what the files' names do not tell
 * @param rows about how many rows of each table to read, 1 to 100000; default 10000
 */
record ProposalRequest(
    @Nullable String input,
    @Nullable String table,
    @Nullable FormatOptions format,
    @Nullable Integer rows) {}
