/** The databases that are loaded: their settings, sessions on them, and what their errors mean. */
@NullMarked
package io.understudy.loader.database;

import org.jspecify.annotations.NullMarked;
