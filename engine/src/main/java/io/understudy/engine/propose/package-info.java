/**
 * Writes a transform config for tables that have none: samples of their rows ({@link
 * io.understudy.engine.propose.TableSample}) become a document ready to edit ({@link
 * io.understudy.engine.propose.Proposal}).
 */
@NullMarked
package io.understudy.engine.propose;

import org.jspecify.annotations.NullMarked;
