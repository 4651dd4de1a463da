package io.understudy.standalone.leak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was found where, for several threads. Says how many and where, never what. */
final class Findings {
  private final Map<String, Place> places = new LinkedHashMap<>();

  private static final class Place {
    private final Set<Original> found = new HashSet<>();
    private String example = "";
  }

  /** Something was found; {@code example} says more exactly where. */
  synchronized void add(String place, Original original, String example) {
    Place at = places.computeIfAbsent(place, name -> new Place());
    if (at.found.add(original) && at.example.isEmpty()) {
      at.example = example;
    }
  }

  /** One line for each place where something was found. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    places.forEach(
        (name, place) -> {
          Map<Kind, Long> counts = new EnumMap<>(Kind.class);
          place.found.forEach(original -> counts.merge(original.kind(), 1L, Long::sum));
          lines.add(
              name
                  + ": "
                  + counts.entrySet().stream()
                      .map(each -> each.getKey().counted(each.getValue()))
                      .collect(Collectors.joining(", "))
                  + (place.example.isEmpty() ? "" : ", the first at " + place.example));
        });
    return lines;
  }
}
