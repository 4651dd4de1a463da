/**
 * The command line: {@link io.understudy.standalone.Main} reads it and runs the whole system on one
 * machine, alone ({@code serve}), under development ({@code dev}) or with a story to watch ({@code
 * demo}).
 */
@NullMarked
package io.understudy.standalone;

import org.jspecify.annotations.NullMarked;
