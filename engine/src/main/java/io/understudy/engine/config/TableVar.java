package io.understudy.engine.config;

import io.understudy.engine.expression.DataPath;

/**
 * A var that is known when the table is.
 *
 * @param path what it takes from the table
 * @param place where it is
 */
public record TableVar(DataPath path, Place place) {}
