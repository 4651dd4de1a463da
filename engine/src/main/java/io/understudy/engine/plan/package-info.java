/**
 * Binds a config to one file's columns ({@link io.understudy.engine.plan.PlanCompiler}) and runs
 * it: column by column, with nothing looked up by name.
 */
@NullMarked
package io.understudy.engine.plan;

import org.jspecify.annotations.NullMarked;
