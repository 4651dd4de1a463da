/** Kinds of personal data ({@link io.understudy.engine.fake.Entity}) and realistic, keyed fakes. */
@NullMarked
package io.understudy.engine.fake;

import org.jspecify.annotations.NullMarked;
