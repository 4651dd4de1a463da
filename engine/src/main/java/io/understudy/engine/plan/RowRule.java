package io.understudy.engine.plan;

import io.understudy.engine.expression.Code;

/**
 * Rows that are dropped.
 *
 * @param path where the rule is in the document
 * @param condition true for the rows that go; reads no cell of its own
 */
record RowRule(String path, Code condition) implements PlanStep {}
