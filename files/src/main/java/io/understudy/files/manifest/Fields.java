package io.understudy.files.manifest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
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
    return object(name, map.get(name));
  }

  List<Fields> objects(String name) {
    if (map.get(name) instanceof List<?> list) {
      return list.stream().map(item -> object(name, item)).toList();
    }
    throw new ManifestException("the list \"" + name + "\" is missing");
  }

  private static Fields object(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> fields = new TreeMap<>();
      object.forEach((key, member) -> fields.put(String.valueOf(key), member));
      return new Fields(fields);
    }
    throw new ManifestException("the object \"" + name + "\" is missing");
  }
}
