/**
 * What happens to which value: a transform config is parsed and checked ({@link
 * io.understudy.engine.TransformConfig}), compiled against one table's schema ({@link
 * io.understudy.engine.Plan}), and run over batches of rows ({@link
 * io.understudy.engine.PlanExecution}).
 *
 * <p>Knows neither files nor services; sees no clock and no randomness that is not handed in.
 */
@NullMarked
package io.understudy.engine;

import org.jspecify.annotations.NullMarked;
