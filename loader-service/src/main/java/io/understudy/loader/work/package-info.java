/** Claims jobs and has them done, for as long as the process lives. */
@NullMarked
package io.understudy.loader.work;

import org.jspecify.annotations.NullMarked;
