package io.understudy.standalone.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A service's program, for one of its purposes.
 *
 * @param jar what the JVM starts
 * @param cache what it may start from
 */
record Program(Path jar, AotCache cache) {
  /** Small, and one thread for garbage: several of them share a machine with a database. */
  static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Command line that starts it. */
  List<String> command(List<String> options, boolean training) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(options);
    command.addAll(training ? cache.recording() : cache.use());
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** Makes the cache of a training run that has ended. */
  void makeCache(Path log) throws InterruptedException {
    cache.make(java(), OPTIONS, log);
  }
}
