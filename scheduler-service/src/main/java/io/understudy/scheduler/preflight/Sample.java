package io.understudy.scheduler.preflight;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file that stands for its table; JSON of it is in {@code preflight.samples}.
 *
 * @param format as in {@code run_table.format}
 * @param files of the table
 * @param bytes of the table
 */
@RegisterForReflection
record Sample(String table, String input, ObjectNode format, long files, long bytes) {}
