/**
 * What CSV and JSONL files have in common, for the packages of these formats only: {@link
 * io.understudy.files.text.Window} moves over the uncompressed bytes of a file, {@link
 * io.understudy.files.text.TextOutput} writes and compresses them, {@link
 * io.understudy.files.text.Utf8} checks them, {@link io.understudy.files.text.EightBytes} searches
 * them, and {@link io.understudy.files.text.SeenValues} finds the type of a column.
 */
@NullMarked
package io.understudy.files.text;

import org.jspecify.annotations.NullMarked;
