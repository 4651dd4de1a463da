/** Whether this scheduler can do its work, for {@code /q/health}. */
@NullMarked
package io.understudy.scheduler.health;

import org.jspecify.annotations.NullMarked;
