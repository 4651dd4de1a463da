package io.understudy.engine.detect;

import java.util.List;
import java.util.Optional;

/**
 * Finds personal data in free text beside what is built in, such as a model that runs in another
 * process. Safe to share between threads.
 */
public interface TextRecogniser {

  /**
   * Looks at texts, which are not empty.
   *
   * @return for each text, in order, what is in it (overlaps are allowed); empty: it gave up on
   *     this one
   */
  List<Optional<List<Span>>> find(List<String> texts);
}
