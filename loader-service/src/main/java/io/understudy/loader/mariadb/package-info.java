/**
 * Reads a MariaDB into parquet files: {@link io.understudy.loader.mariadb.MariaDbExtraction} is all
 * that others see of it. One process reads, in connections that see the same state, since MariaDB
 * cannot hand a snapshot on.
 */
@NullMarked
package io.understudy.loader.mariadb;

import org.jspecify.annotations.NullMarked;
