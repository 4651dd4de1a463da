package io.understudy.transform.preview;

import io.understudy.files.FormatOptions;
import org.jspecify.annotations.Nullable;

/**
 * What to preview.
 *
 * @param config the transform_v2 document (YAML)
 * @param table the table's name
 * @param input {@code s3://bucket/key}
 * @param format what the name does not tell
 * @param rows how many rows, 1 to 1000; default 10
 */
record PreviewRequest(
    @Nullable String config,
    @Nullable String table,
    @Nullable String input,
    @Nullable FormatOptions format,
    @Nullable Integer rows) {}
