/**
 * What Python and Jinja2 do with values, as pure functions: string methods, formats, regular
 * expressions, dates as texts, JSON. Values are those of expressions; nothing here knows of cells.
 * What has no result throws {@link io.understudy.engine.python.NoResultException}, whose message
 * never holds a value.
 */
@NullMarked
package io.understudy.engine.python;

import org.jspecify.annotations.NullMarked;
