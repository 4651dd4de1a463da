package io.understudy.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values are inside of JSON: the keys on the way to them. Arrays are not on the way: what is
 * said of a value is said of all items.
 *
 * @param keys from outside; {@link #ANY} is every key
 * @param ofKeys whether the keys of the object there are meant, not its values
 */
public record InnerPath(List<String> keys, boolean ofKeys) {
  /** In the place of a key: every one. */
  public static final String ANY = "\0";

  private static final String ANY_WRITTEN = "*";

  public InnerPath {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a dotted path. In a key {@code \.} is a dot and {@code \\} a backslash; {@code *} alone
   * is every key, {@code \*} the key of that name.
   */
  public static InnerPath parse(String dotted) {
    List<String> keys = new ArrayList<>();
    StringBuilder key = new StringBuilder();
    boolean plain = true;
    for (int i = 0; i <= dotted.length(); i++) {
      if (i == dotted.length() || dotted.charAt(i) == '.') {
        String text = key.toString();
        if (i < dotted.length() || !text.isEmpty() || !keys.isEmpty()) {
          keys.add(plain && text.equals(ANY_WRITTEN) ? ANY : text);
        }
        key.setLength(0);
        plain = true;
      } else if (dotted.charAt(i) == '\\' && i + 1 < dotted.length()) {
        key.append(dotted.charAt(++i));
        plain = false;
      } else {
        key.append(dotted.charAt(i));
      }
    }
    return new InnerPath(keys, false);
  }

  /** As {@link #parse} reads it; of the values, even if the keys are meant. */
  public String dotted() {
    return String.join(".", keys.stream().map(InnerPath::written).toList());
  }

  /** A key as a dotted path has it. */
  private static String written(String key) {
    return switch (key) {
      case ANY -> ANY_WRITTEN;
      case ANY_WRITTEN -> "\\*";
      default -> key.replace("\\", "\\\\").replace(".", "\\.");
    };
  }
}
