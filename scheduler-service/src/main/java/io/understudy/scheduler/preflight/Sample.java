package io.understudy.scheduler.preflight;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A file that stands for its table; JSON of it is in {@code preflight.samples}.
 *
 * @param format as in {@code run_table.format}
 * @param files of the table
 * @param bytes of the table
 */
record Sample(String table, String input, ObjectNode format, long files, long bytes) {}
