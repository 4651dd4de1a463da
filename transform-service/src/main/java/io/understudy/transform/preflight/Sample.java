package io.understudy.transform.preflight;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.files.FormatOptions;

/**
 * A file that stands for its table, as the scheduler names it.
 *
 * @param files of the table
 * @param bytes of the table
 */
@RegisterForReflection
record Sample(String table, String input, FormatOptions format, long files, long bytes) {}
