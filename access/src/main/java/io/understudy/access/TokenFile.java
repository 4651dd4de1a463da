package io.understudy.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A file of tokens, read again when it has changed. Once the service runs, a line that is wrong
 * counts for nothing and the others count: whoever was taken out is out, nobody else is.
 */
final class TokenFile {
  private static final Logger LOG = Logger.getLogger(TokenFile.class);
  private static final String REMEDY =
      "write NAME ROLE sha256:HEX, with HEX from: printf %s TOKEN | sha256sum";

  private final Path path;
  private volatile Reading last;

  /** Which state of the file was read. */
  private record Stamp(FileTime modified, long bytes, @Nullable Object file) {}

  private record Reading(@Nullable Stamp stamp, List<KnownToken> tokens) {}

  /**
   * Reads it.
   *
   * @throws AccessException if it cannot be read, has no token, or has a line that is wrong
   */
  TokenFile(Path path) {
    this.path = path;
    try {
      Stamp stamp = stamp();
      TokenLines lines = TokenLines.of(Files.readString(path));
      if (!lines.problems().isEmpty()) {
        throw new AccessException(path.toString(), lines.problems().get(0), REMEDY);
      }
      if (lines.tokens().isEmpty()) {
        throw new AccessException(
            path.toString(), "expected at least one token, found none", REMEDY);
      }
      this.last = new Reading(stamp, lines.tokens());
    } catch (IOException e) {
      throw new AccessException(
          path.toString(),
          "the file of tokens cannot be read (" + e.getClass().getSimpleName() + ")",
          "correct understudy.access.token-files, or mount the file there");
    }
  }

  /** Those of the file as it is now; none if it cannot be read. */
  List<KnownToken> tokens() {
    Reading known = last;
    try {
      Stamp now = stamp();
      if (now.equals(known.stamp())) {
        return known.tokens();
      }
      TokenLines lines = TokenLines.of(Files.readString(path));
      lines.problems().forEach(problem -> LOG.errorf("%s: %s; %s", path, problem, REMEDY));
      LOG.infof("%s: read again, tokens: %d", path, lines.tokens().size());
      known = new Reading(now, lines.tokens());
    } catch (IOException e) {
      if (known.stamp() != null) {
        LOG.errorf(
            "%s: the file of tokens cannot be read (%s), so none of its tokens counts; mount it"
                + " again",
            path, e.getClass().getSimpleName());
      }
      known = new Reading(null, List.of());
    }
    last = known;
    return known.tokens();
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
  }
}
