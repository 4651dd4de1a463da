package io.understudy.scheduler.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Where to load to and how.
 *
 * @param target a name that the loader service is configured with
 * @param reject most rows of a table that the target may refuse without failing it
 */
public record Load(String target, Mode mode, int reject) {

  /** Of whose rows the target refuses none. */
  Load(String target, Mode mode) {
    this(target, mode, 0);
  }

  /** What becomes of the rows that the target has already. */
  public enum Mode {
    /** They are replaced, all tables in one moment. */
    REPLACE,
    /** They stay. */
    APPEND;

    /** As written in a pipeline and in the job table. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As {@code run.load_options}. */
  public String options() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (reject > 0) {
      json.put("reject", reject);
    }
    return json.toString();
  }
}
