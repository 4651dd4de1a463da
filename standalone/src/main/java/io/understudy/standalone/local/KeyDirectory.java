package io.understudy.standalone.local;

import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The directory of key files: a user's own, or one made once with a random key in it. */
public final class KeyDirectory {
  private static final int KEY_BYTES = 32;

  private KeyDirectory() {}

  /**
   * Makes {@code directory} with a random 256-bit key called {@code default}, unless it has one.
   * Only the owner can read it.
   */
  static Path withDefaultKey(Path directory, SecureRandom random) {
    Path key = directory.resolve("default");
    try {
      if (Files.exists(key)) {
        return directory;
      }
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      byte[] bytes = new byte[KEY_BYTES];
      random.nextBytes(bytes);
      // a hidden name until it is whole: a key directory's hidden files are no keys
      Path part = directory.resolve(".default");
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, HexFormat.of().formatHex(bytes), StandardCharsets.US_ASCII);
      Files.move(part, key, StandardCopyOption.ATOMIC_MOVE);
      return directory;
    } catch (IOException e) {
      throw new StandaloneException(
          "the key directory "
              + directory
              + " cannot be made ("
              + e.getClass().getSimpleName()
              + "): make it writable, or bring your own with --keys DIR",
          e);
    }
  }

  /**
   * The keys to look at files with: a user's own, or those of the installation in {@code home}, or,
   * if it has none, one made for this moment that stands in for any.
   *
   * @throws StandaloneException if there are keys that cannot be read
   */
  public static Keyring ring(Path home, Optional<Path> own, SecureRandom random) {
    Path directory = own.map(KeyDirectory::existing).orElse(home.resolve("keys"));
    if (own.isEmpty() && !Files.exists(directory.resolve("default"))) {
      byte[] secret = new byte[KEY_BYTES];
      random.nextBytes(secret);
      return Keyring.standingIn(new SecretKey(secret));
    }
    return read(directory);
  }

  /**
   * The keys that something was made with: a user's own, or those of the installation in {@code
   * home}.
   *
   * @throws StandaloneException if they cannot be read
   */
  public static Keyring existingRing(Path home, Optional<Path> own) {
    Path directory = own.map(KeyDirectory::existing).orElse(home.resolve("keys"));
    if (!Files.isDirectory(directory)) {
      throw new StandaloneException(
          "there is no key directory "
              + directory
              + ": say with --keys DIR where the keys are that the run was made with");
    }
    return read(directory);
  }

  private static Keyring read(Path directory) {
    try {
      return Keyring.read(directory, "default");
    } catch (IllegalArgumentException e) {
      throw new StandaloneException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A user's own directory of keys. */
  static Path existing(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new StandaloneException(
          "there is no key directory "
              + directory
              + ": make it, with one file per key, named by the key's id (such as \"default\")");
    }
    return directory.toAbsolutePath();
  }
}
