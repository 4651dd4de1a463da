/**
 * The form of a source's tables and of what hangs on them: read from its catalogue, written beside
 * the extracted files, and made again in a target that does not have them.
 */
@NullMarked
package io.understudy.loader.schema;

import org.jspecify.annotations.NullMarked;
