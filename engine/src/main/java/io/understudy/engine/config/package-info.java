/**
 * Reads a transform config: YAML to a tree of places ({@link
 * io.understudy.engine.config.Document}), whichever envelope it came in, to steps and rules with
 * checked expressions ({@link io.understudy.engine.config.Config}). All problems are collected,
 * each with line and column.
 */
@NullMarked
package io.understudy.engine.config;

import org.jspecify.annotations.NullMarked;
