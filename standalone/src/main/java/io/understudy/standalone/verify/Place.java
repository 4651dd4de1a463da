package io.understudy.standalone.verify;

import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import io.understudy.files.LocalFile;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.standalone.StandaloneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A folder on this disk, or a prefix in a bucket, that files are in. */
sealed interface Place {

  /** A file by its path below this place. */
  InputObject open(String path);

  /** The paths of all files below this place. */
  void each(Consumer<String> path);

  /** {@code s3://BUCKET/PREFIX}, or a folder. */
  static Place of(String text, Supplier<ObjectStore> store) {
    if (text.startsWith("s3://")) {
      return new Bucket(location(text), store.get());
    }
    Path folder = Path.of(text);
    if (!Files.isDirectory(folder)) {
      throw new StandaloneException(
          "--sink " + text + " is not a folder: name one, or s3://BUCKET/PREFIX");
    }
    return new Folder(folder);
  }

  /** One file: {@code s3://BUCKET/KEY}, or a path. */
  static InputObject file(String text, Supplier<ObjectStore> store) {
    return text.startsWith("s3://")
        ? store.get().open(location(text))
        : LocalFile.open(Path.of(text));
  }

  private static Location location(String text) {
    try {
      return Location.parse(text);
    } catch (IllegalArgumentException e) {
      throw new StandaloneException(String.valueOf(e.getMessage()), e);
    }
  }

  /** On this disk. */
  record Folder(Path path) implements Place {
    @Override
    public InputObject open(String name) {
      Path file = path.resolve(name).normalize();
      if (!file.startsWith(path.normalize())) {
        throw new FileException.Terminal(name + ": leads out of the sink");
      }
      return LocalFile.open(file);
    }

    @Override
    public void each(Consumer<String> name) {
      try (Stream<Path> files = Files.walk(path)) {
        files
            .filter(Files::isRegularFile)
            .map(file -> path.relativize(file).toString())
            .map(file -> file.replace(path.getFileSystem().getSeparator(), "/"))
            .forEach(name);
      } catch (IOException | UncheckedIOException e) {
        throw new StandaloneException(
            path + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
      }
    }
  }

  /** In S3. */
  record Bucket(Location prefix, ObjectStore store) implements Place {
    @Override
    public InputObject open(String name) {
      return store.open(prefix.resolve(name));
    }

    @Override
    public void each(Consumer<String> name) {
      String start = prefix.resolve("").key();
      Iterator<ObjectStore.Listed> all = store.list(new Location(prefix.bucket(), start));
      while (all.hasNext()) {
        String path = all.next().location().key().substring(start.length());
        if (!path.isEmpty() && !path.endsWith("/")) {
          name.accept(path);
        }
      }
    }
  }
}
