/**
 * The shared job table: its schema (Flyway migrations in {@code db/migration}), entities for
 * reading, and the only code that writes it: {@link io.understudy.jobtable.JobProtocol} for those
 * who do jobs, {@link io.understudy.jobtable.RunProtocol} for those who plan and watch runs, {@link
 * io.understudy.jobtable.PreflightProtocol} for checks before a run. Each operation is one SQL
 * statement, with another that takes locks before it where it needs them; each write of a claim
 * carries its fence.
 */
@NullMarked
package io.understudy.jobtable;

import org.jspecify.annotations.NullMarked;
