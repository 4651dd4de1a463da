/**
 * Loading into databases that are not PostgreSQL: MariaDB by its own means, any other by those of
 * JDBC. {@link io.understudy.loader.dialect.DialectLoading} is all that others see of it.
 */
@NullMarked
package io.understudy.loader.dialect;

import org.jspecify.annotations.NullMarked;
