package io.understudy.engine.config;

/** What a step does to the rows. */
public sealed interface RowAction permits Rule, RowDrop {}
