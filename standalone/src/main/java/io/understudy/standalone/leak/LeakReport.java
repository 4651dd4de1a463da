package io.understudy.standalone.leak;

import java.util.List;
import java.util.Map;

/**
 * What the check found.
 *
 * @param looked how many different originals of each kind it looked for
 * @param proof how many of them the same search found in the first rows of the source
 * @param places what it went through, in words
 * @param leaks one line for each place with originals in it
 * @param chances originals that are in the rows of others, as fakes are when they are drawn from
 *     names that people have
 * @param unread one line for each file that could not be read
 * @param sinkRows rows found in the sink, by table
 */
public record LeakReport(
    Map<Kind, Integer> looked,
    int proof,
    List<String> places,
    List<String> leaks,
    int chances,
    List<String> unread,
    Map<String, Long> sinkRows) {
  public LeakReport {
    looked = Map.copyOf(looked);
    places = List.copyOf(places);
    leaks = List.copyOf(leaks);
    unread = List.copyOf(unread);
    sinkRows = Map.copyOf(sinkRows);
  }
}
