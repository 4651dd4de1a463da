/**
 * CSV files in and out: {@link io.understudy.files.csv.CsvRewriter} copies untouched fields as the
 * bytes they are, {@link io.understudy.files.csv.CsvReader} reads rows as text.
 */
@NullMarked
package io.understudy.files.csv;

import org.jspecify.annotations.NullMarked;
