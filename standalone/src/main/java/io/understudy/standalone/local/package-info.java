/**
 * The system on one machine: {@link io.understudy.standalone.local.LocalSystem} starts Postgres and
 * S3 inside this process, the services as processes of their own, keeps them alive, and ends them.
 */
@NullMarked
package io.understudy.standalone.local;

import org.jspecify.annotations.NullMarked;
