/**
 * Every error of the API as a problem document (RFC 9457): {@link
 * io.understudy.scheduler.problem.ProblemDocument}. No value of a row and no stack trace is in one.
 */
@NullMarked
package io.understudy.scheduler.problem;

import org.jspecify.annotations.NullMarked;
