package io.understudy.standalone.leak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is looked for, in forms that do not depend on how it is written:
 *
 * <ul>
 *   <li>an e-mail address in lower case
 *   <li>a phone number as its groups of digits, joined by {@code -}, without the North American
 *       prefix: {@code +1 (617) 248.4867} is {@code 617-248-4867}
 *   <li>a full name as its words in lower case, joined by blanks: {@code O'Neil, Anna} is {@code o
 *       neil anna}; given a first and a last name, both orders
 * </ul>
 *
 * <p>Filled by several threads, then read by several.
 */
public final class Originals {
  /** Most words of a name; longer ones are cut. */
  static final int MOST_WORDS = 5;

  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;
  private static final int LONGEST_EMAIL = 254;
  private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]+");

  private final Map<Kind, Set<String>> keys = new EnumMap<>(Kind.class);
  private final Set<String> domains = new HashSet<>();
  private final Set<Integer> groupCounts = new HashSet<>();
  private final Hashes hashes = new Hashes();
  private int words = 2;
  private int turned;

  /** With nothing in it. */
  public Originals() {
    for (Kind kind : Kind.values()) {
      keys.put(kind, new HashSet<>());
    }
  }

  /** Adds an e-mail address; what is none is ignored. */
  public synchronized void email(String address) {
    String key = address.strip().toLowerCase(Locale.ROOT);
    int at = key.lastIndexOf('@');
    if (at > 0 && at < key.length() - 1 && key.length() <= LONGEST_EMAIL) {
      domains.add(key.substring(at + 1));
      set(Kind.EMAIL).add(key);
    }
  }

  /** Adds a phone number of 7 to 15 digits; what is none is ignored. */
  public synchronized void phone(String number) {
    List<String> groups = new ArrayList<>();
    int digits = 0;
    for (String group : NO_DIGITS.split(number)) {
      if (!group.isEmpty()) {
        groups.add(group);
        digits += group.length();
      }
    }
    if (groups.size() > 1 && groups.getFirst().equals("1")) {
      groups.removeFirst();
      digits--;
    }
    if (digits >= FEWEST_DIGITS && digits <= MOST_DIGITS) {
      groupCounts.add(groups.size());
      String key = String.join("-", groups);
      set(Kind.PHONE).add(key);
      hashes.add(Hashes.of(key));
    }
  }

  /** Adds a full name; a single word is none and ignored. */
  public synchronized void name(String name) {
    name(words(name));
  }

  /** Adds a full name, as "first last" and as "last first". */
  public synchronized void name(String first, String last) {
    List<String> given = words(first);
    List<String> surname = words(last);
    if (given.isEmpty() || surname.isEmpty()) {
      return;
    }
    List<String> forwards = new ArrayList<>(given);
    forwards.addAll(surname);
    name(forwards);
    List<String> backwards = new ArrayList<>(surname);
    backwards.addAll(given);
    turned += name(backwards) ? 1 : 0;
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && Character.isLetter(name.charAt(i))) {
        word.append(Character.toLowerCase(name.charAt(i)));
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
  }

  private boolean name(List<String> all) {
    List<String> parts = all.size() > MOST_WORDS ? all.subList(0, MOST_WORDS) : all;
    if (parts.size() < 2) {
      return false;
    }
    words = Math.max(words, parts.size());
    String key = String.join(" ", parts);
    hashes.add(Hashes.of(key));
    return set(Kind.NAME).add(key);
  }

  private Set<String> set(Kind kind) {
    return keys.getOrDefault(kind, Set.of());
  }

  /** How many different ones there are of a kind. */
  public synchronized int size(Kind kind) {
    return set(kind).size() - (kind == Kind.NAME ? turned : 0);
  }

  /** Whether there is nothing to look for. */
  public synchronized boolean isEmpty() {
    return keys.values().stream().allMatch(Set::isEmpty);
  }

  boolean has(Kind kind, String key) {
    return set(kind).contains(key);
  }

  boolean hasDomain(String domain) {
    return domains.contains(domain);
  }

  /** Whether {@link #has} may say yes to a phone number or name with this {@link Hashes#of}. */
  boolean mayHave(long hash) {
    return hashes.contains(hash);
  }

  /** Most words in any of the names. */
  int words() {
    return words;
  }

  /** Whether some phone number has this many groups of digits. */
  boolean hasGroups(int count) {
    return groupCounts.contains(count);
  }
}
