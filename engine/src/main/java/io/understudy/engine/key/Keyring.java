package io.understudy.engine.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The secret keys of an installation by id. Its text form shows ids only. */
public final class Keyring {
  private static final String REMEDY = "write a new one with: head -c 32 /dev/urandom | base64 > ";
  private static final int LARGEST_FILE = 64 * 1024;

  private final Map<String, SecretKey> keys;
  private final String defaultId;
  private final @Nullable SecretKey standIn;

  private Keyring(Map<String, SecretKey> keys, String defaultId, @Nullable SecretKey standIn) {
    this.keys = Map.copyOf(keys);
    this.defaultId = defaultId;
    this.standIn = standIn;
  }

  /**
   * Reads every file of a directory as one key: the file name is the key's id (so that a mounted
   * Kubernetes Secret works as it is; names with a leading dot are skipped), the content is base64
   * or hex of at least 16 bytes, with white space around it allowed. Content that is both is hex.
   *
   * @param defaultId the key for configs that name none
   * @throws IllegalArgumentException with file and remedy if a key is unreadable or too short, or
   *     the default is absent
   */
  public static Keyring read(Path directory, String defaultId) {
    Map<String, SecretKey> keys = new TreeMap<>();
    for (Path file : files(directory)) {
      keys.put(file.getFileName().toString(), key(file));
    }
    if (!keys.containsKey(defaultId)) {
      throw new IllegalArgumentException(
          "key directory "
              + directory
              + ": expected a key \""
              + defaultId
              + "\", found "
              + (keys.isEmpty() ? "none" : String.join(", ", keys.keySet()))
              + "; "
              + REMEDY
              + directory.resolve(defaultId));
    }
    return new Keyring(keys, defaultId, null);
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "key directory "
              + directory
              + ": expected a directory that can be read ("
              + e.getClass().getSimpleName()
              + "); create it with one file per key, named by the key's id",
          e);
    }
  }

  private static SecretKey key(Path file) {
    byte[] secret = decoded(file, content(file));
    if (secret.length < 16) {
      throw new IllegalArgumentException(
          "key file "
              + file
              + ": expected at least 16 bytes (128 bit), found "
              + secret.length
              + "; "
              + REMEDY
              + file);
    }
    return new SecretKey(secret);
  }

  private static String content(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new IllegalArgumentException(
            "key file " + file + ": larger than any key; keep nothing but keys in this directory");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "key file "
              + file
              + ": cannot be read ("
              + e.getClass().getSimpleName()
              + "); let this process's user read it",
          e);
    }
  }

  // The decoders' own messages quote the content, so they are not passed on as a cause.
  private static byte[] decoded(Path file, String content) {
    String text = content.replaceAll("\\s", "");
    try {
      if (text.length() % 2 == 0 && text.chars().allMatch(HexFormat::isHexDigit)) {
        return HexFormat.of().parseHex(text);
      }
      boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
      return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "key file " + file + ": expected base64 or hex, found neither; " + REMEDY + file);
    }
  }

  /** Of keys at hand. */
  public static Keyring of(Map<String, SecretKey> keys, String defaultId) {
    return new Keyring(keys, defaultId, null);
  }

  /**
   * Answers every id with one key: for checks that write nothing, where the keys of the
   * installation are not at hand.
   */
  public static Keyring standingIn(SecretKey key) {
    return new Keyring(Map.of(), "default", key);
  }

  /** Id of the default key. */
  public String defaultId() {
    return defaultId;
  }

  /** Whether there is a key of this id. */
  public boolean has(String id) {
    return standIn != null || keys.containsKey(id);
  }

  /** The key of this id; ask {@link #has} first. */
  public SecretKey key(String id) {
    return standIn != null ? standIn : Objects.requireNonNull(keys.get(id), id);
  }

  @Override
  public String toString() {
    return "Keyring" + new TreeMap<>(keys).keySet();
  }
}
