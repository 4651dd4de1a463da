package io.understudy.scheduler.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Where to load to and how.
 *
 * @param target a name that the loader service is configured with
 * @param key of UPSERT: columns that tell rows apart; empty: the primary key of each table
 * @param reject most rows of a table that the target may refuse without failing it
 */
public record Load(String target, Mode mode, List<String> key, int reject) {
  public Load {
    key = List.copyOf(key);
  }

  /** Of whose rows the target refuses none. */
  Load(String target, Mode mode) {
    this(target, mode, List.of(), 0);
  }

  /** What becomes of the rows that the target has already. */
  public enum Mode {
    /** They are replaced, all tables in one moment. */
    REPLACE,
    /** They stay. */
    APPEND,
    /** They stay, but get new values where a row of the files has the same key. */
    UPSERT;

    /** As written in a pipeline. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As {@code run.load_mode}; of UPSERT, that is the options' to say (ADR 0022). */
  public String storedMode() {
    return mode == Mode.REPLACE ? "replace" : "append";
  }

  /** As {@code run.load_options}. */
  public String options() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (reject > 0) {
      json.put("reject", reject);
    }
    if (mode == Mode.UPSERT) {
      ArrayNode columns = json.putArray("upsert");
      key.forEach(columns::add);
    }
    return json.toString();
  }
}
