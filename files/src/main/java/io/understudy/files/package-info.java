/**
 * Files in and out: {@link io.understudy.files.FileFormat} says what a file is, {@link
 * io.understudy.files.FileRewriter} writes a masked copy of one, {@link
 * io.understudy.files.TableReader} reads its rows as typed values, {@link
 * io.understudy.files.InputObject} and {@link io.understudy.files.OutputObject} are where bytes
 * come from and go to (S3 or the local disk).
 */
@NullMarked
package io.understudy.files;

import org.jspecify.annotations.NullMarked;
