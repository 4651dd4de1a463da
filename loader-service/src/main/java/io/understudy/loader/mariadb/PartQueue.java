package io.understudy.loader.mariadb;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/** Parts that are to be read, for several readers; one that fails gives back what it had. */
final class PartQueue {
  private final Deque<ReadPart> waiting;
  private int atWork;
  private int readers;

  /**
   * @param readers how many take from it
   */
  PartQueue(Collection<ReadPart> parts, int readers) {
    this.waiting = new ArrayDeque<>(parts);
    this.readers = readers;
  }

  /** The next one; waits while others may give one back; empty when all are read. */
  synchronized Optional<ReadPart> take() throws InterruptedException {
    while (waiting.isEmpty() && atWork > 0) {
      wait();
    }
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    atWork++;
    return Optional.of(waiting.remove());
  }

  /** One that was taken is read. */
  synchronized void done() {
    atWork--;
    notifyAll();
  }

  /** The reader that has this part cannot go on; false if no other is left to read it. */
  synchronized boolean leave(ReadPart part) {
    waiting.addFirst(part);
    atWork--;
    readers--;
    notifyAll();
    return readers > 0;
  }
}
