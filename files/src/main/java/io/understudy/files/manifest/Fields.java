package io.understudy.files.manifest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, each of the type that is asked for. */
record Fields(Map<String, @Nullable Object> map) {

  String text(String name) {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw new ManifestException("the text \"" + name + "\" is missing");
  }

  long number(String name) {
    if (map.get(name) instanceof Long number) {
      return number;
    }
    throw new ManifestException("the number \"" + name + "\" is missing");
  }

  Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException e) {
      throw new ManifestException("\"" + name + "\" is no time");
    }
  }

  Fields object(String name) {
    if (map.get(name) instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> fields = new TreeMap<>();
      object.forEach((key, value) -> fields.put(String.valueOf(key), value));
      return new Fields(fields);
    }
    throw new ManifestException("the object \"" + name + "\" is missing");
  }
}
