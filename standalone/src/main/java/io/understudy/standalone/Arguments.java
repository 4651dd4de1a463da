package io.understudy.standalone;

import io.understudy.standalone.check.Request;
import io.understudy.standalone.local.ServiceName;
import io.understudy.standalone.propose.Propose;
import java.nio.file.Path;
import java.util.Optional;

/** What the command line asks for. */
sealed interface Arguments {

  /** Print this and end. */
  record Help(String text) implements Arguments {}

  /**
   * What all that starts a system share.
   *
   * @param home empty: in the checkout
   * @param keys empty: made in the home
   * @param workers most worker processes
   */
  record Place(Optional<Path> home, Optional<Path> keys, int workers) {}

  /**
   * Start everything empty and stay.
   *
   * @param services false: Postgres and S3 only
   */
  record Serve(Place place, Optional<Path> portFile, boolean services) implements Arguments {}

  /** Start everything but one service, and that one with live reload. */
  record Dev(Place place, ServiceName service) implements Arguments {}

  /**
   * Check a config against files.
   *
   * @param home where an installation is, whose keys are used if they are there
   */
  record Check(Optional<Path> home, Optional<Path> keys, Request request) implements Arguments {}

  /** Show the first rows of files as a config makes them; as {@link Check}. */
  record PreviewRows(Optional<Path> home, Optional<Path> keys, Request request)
      implements Arguments {}

  /**
   * Check a manifest.
   *
   * @param home where an installation is, whose keys are used unless told otherwise
   * @param manifest path or {@code s3://BUCKET/KEY}
   * @param sink folder or {@code s3://BUCKET/PREFIX} to compare with
   */
  record Verify(Optional<Path> home, Optional<Path> keys, String manifest, Optional<String> sink)
      implements Arguments {}

  /**
   * The whole story.
   *
   * @param rows customers of the generated shop
   * @param seed of the generated shop
   * @param own a user's own files instead of the shop
   * @param keep stay until told to end
   */
  record Demo(Place place, int rows, long seed, Optional<Own> own, boolean keep)
      implements Arguments {}

  /**
   * A user's own files.
   *
   * @param source folder
   * @param config transform config
   * @param files glob that selects among the files; empty: all
   */
  record Own(Path source, Path config, Optional<String> files) {}

  /** Make the caches that the services start from. */
  record Train() implements Arguments {}

  /** Write a transform config. */
  record ProposeConfig(Propose.Request request) implements Arguments {}

  /** A command line that makes no sense; the message says why. */
  final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
