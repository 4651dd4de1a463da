package io.understudy.files;

/**
 * A part of a multipart upload that the storage has.
 *
 * @param number from 1
 * @param etag as the storage gave it
 * @param size in bytes
 */
public record UploadedPart(int number, String etag, long size) {}
