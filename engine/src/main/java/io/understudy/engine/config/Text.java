package io.understudy.engine.config;

/**
 * A text of the document.
 *
 * @param value the text
 * @param place where it is
 */
public record Text(String value, Place place) {}
