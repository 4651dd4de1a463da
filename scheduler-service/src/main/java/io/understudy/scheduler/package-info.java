/**
 * The scheduler: the one door for users. It reads pipelines, plans runs into jobs, keeps workers at
 * work on them and tells how they are doing; a package for each of these.
 */
@NullMarked
package io.understudy.scheduler;

import org.jspecify.annotations.NullMarked;
