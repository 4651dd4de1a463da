package io.understudy.access;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text of a file of tokens: a line {@code NAME ROLE sha256:HEX} for each, in which {@code HEX}
 * is the SHA-256 of the token's UTF-8 bytes. Empty lines and those that start with {@code #} are
 * nothing. A name may have several lines, so that an old and a new token count at once.
 *
 * @param tokens those of lines that are right
 * @param problems what is wrong with the others, each with its line; nothing of the line itself
 */
record TokenLines(List<KnownToken> tokens, List<String> problems) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-fA-F]{64}");

  TokenLines {
    tokens = List.copyOf(tokens);
    problems = List.copyOf(problems);
  }

  static TokenLines of(String text) {
    List<KnownToken> tokens = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        add(content.split("\\s+"), number, tokens, problems);
      }
    }
    return new TokenLines(tokens, problems);
  }

  private static void add(
      String[] words, int line, List<KnownToken> tokens, List<String> problems) {
    String place = "line " + line + ": ";
    if (words.length != 3) {
      problems.add(place + "expected NAME ROLE sha256:HEX, found words: " + words.length);
      return;
    }
    Optional<Set<String>> roles = Roles.of(words[1]);
    if (!NAME.matcher(words[0]).matches()) {
      problems.add(place + "the name is not of 1 to 64 letters, digits and . _ @ -");
    } else if (roles.isEmpty()) {
      problems.add(place + "the role is none of viewer, operator, service");
    } else if (!HASH.matcher(words[2]).matches()) {
      problems.add(place + "the hash is not sha256: and 64 hexadecimal digits");
    } else {
      byte[] hash = HexFormat.of().parseHex(words[2], words[2].indexOf(':') + 1, words[2].length());
      if (tokens.stream().anyMatch(known -> known.is(hash))) {
        problems.add(place + "the hash is on an earlier line, too");
      } else {
        tokens.add(new KnownToken(new Caller(words[0], roles.get()), hash));
      }
    }
  }
}
