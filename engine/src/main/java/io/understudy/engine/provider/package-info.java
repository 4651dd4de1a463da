/**
 * What stands behind {@code fake.PROVIDER(...)} and {@code random.METHOD(...)}: the provider names
 * of Python's Faker with their arguments, each a function of options and keyed choices ({@link
 * io.understudy.engine.provider.Providers}).
 */
@NullMarked
package io.understudy.engine.provider;

import org.jspecify.annotations.NullMarked;
