package io.understudy.engine.plan;

/** What a plan does to a batch, one after the other. */
sealed interface PlanStep permits CellRule, InnerStep, RowRule {}
