package io.understudy.engine.expression;

/**
 * One thing wrong with an expression.
 *
 * @param at 0-based offset in the expression's text
 * @param message what is wrong and what was expected; never a row's value
 * @param remedy what to do about it; may be empty
 */
public record ExpressionProblem(int at, String message, String remedy) {}
