/**
 * The expressions of the config language (the Jinja2 expression grammar): text to tree ({@link
 * io.understudy.engine.expression.Parser}), tree to problems ({@link
 * io.understudy.engine.expression.Checker}), tree to code for one column ({@link
 * io.understudy.engine.expression.Compiler}).
 */
@NullMarked
package io.understudy.engine.expression;

import org.jspecify.annotations.NullMarked;
