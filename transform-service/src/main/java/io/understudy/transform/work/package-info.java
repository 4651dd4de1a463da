/** Worker mode: claims files, masks them, publishes them, reports. */
@NullMarked
package io.understudy.transform.work;

import org.jspecify.annotations.NullMarked;
