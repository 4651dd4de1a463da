/**
 * Files of one JSON object per line in and out: {@link io.understudy.files.jsonl.JsonLinesRewriter}
 * replaces values inside the lines as they are, {@link io.understudy.files.jsonl.JsonLinesReader}
 * reads rows.
 */
@NullMarked
package io.understudy.files.jsonl;

import org.jspecify.annotations.NullMarked;
