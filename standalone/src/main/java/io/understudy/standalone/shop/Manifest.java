package io.understudy.standalone.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;

/**
 * What a shop's files hold.
 *
 * @param generator version of the generator
 * @param rows of each table
 */
public record Manifest(int generator, long seed, int customers, Map<String, Long> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Manifest {
    rows = Map.copyOf(rows);
  }

  /** As JSON. */
  public String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the manifest cannot be written as JSON", e);
    }
  }

  /** Reads {@link #text}; empty for anything else. */
  public static Optional<Manifest> parse(String text) {
    try {
      return Optional.of(JSON.readValue(text, Manifest.class));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // of another version: the shop is made anew
    }
  }
}
