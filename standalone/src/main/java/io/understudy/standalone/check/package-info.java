/** Checks and previews a config against files on this disk; starts no service. */
@NullMarked
package io.understudy.standalone.check;

import org.jspecify.annotations.NullMarked;
