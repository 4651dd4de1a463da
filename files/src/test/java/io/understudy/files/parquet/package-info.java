/** Parquet against DuckDB and parquet-java as independent readers, on files of many writers. */
package io.understudy.files.parquet;
