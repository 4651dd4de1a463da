/**
 * The loader service: claims load jobs and copies masked files into target databases, beside a
 * small API.
 */
@NullMarked
package io.understudy.loader;

import org.jspecify.annotations.NullMarked;
