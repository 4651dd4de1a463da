/** Errors of the API as problem documents, without any message that may hold a value of a row. */
@NullMarked
package io.understudy.transform.problem;

import org.jspecify.annotations.NullMarked;
