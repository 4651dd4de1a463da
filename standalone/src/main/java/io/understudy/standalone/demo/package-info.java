/**
 * The story to watch: {@link io.understudy.standalone.demo.Demo} puts data into the source bucket,
 * runs a pipeline over it, shows how it goes, checks what came of it, and says so.
 */
@NullMarked
package io.understudy.standalone.demo;

import org.jspecify.annotations.NullMarked;
