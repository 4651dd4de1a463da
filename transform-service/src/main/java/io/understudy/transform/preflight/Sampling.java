package io.understudy.transform.preflight;

import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.files.DistinctValues;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.transform.recogniser.Recogniser;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Masks a file as a worker of a run does, takes the time and drops what was masked: before a run,
 * and with a config that may be wrong, no row goes anywhere. (Uploads go on beside the masking, so
 * little is missing.) A small file is masked more than once: a process that has just started is
 * slow, and the first time does not count if there is a second. A large one is not masked to its
 * end.
 */
final class Sampling {
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_PASSES = 50;

  /** A pass that took this long need not be repeated. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private final ObjectStore objects;
  private final FileRewriter rewriter;
  private final Recogniser recogniser;

  Sampling(ObjectStore objects, FileRewriter rewriter, Recogniser recogniser) {
    this.objects = objects;
    this.rewriter = rewriter;
    this.recogniser = recogniser;
  }

  /** Goes nowhere. */
  private record Dropped() implements OutputObject {
    @Override
    public String name() {
      return "dropped";
    }

    @Override
    public OutputStream stream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public String publish() {
      return "";
    }

    @Override
    public void close() {
      // nothing is there
    }
  }

  /** Enough of a large file is masked. */
  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private EnoughException() {
      super("", null, false, false);
    }
  }

  /**
   * Masks a file.
   *
   * @param limit after which it stops
   * @throws FileException as a worker's
   */
  Measured measure(Sample sample, TransformConfig config, Keyring keys, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long bytes = 0;
    long nanos = 0;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      long started = System.nanoTime();
      long read = mask(sample, config, keys, end);
      long took = System.nanoTime() - started;
      if (pass == 1) { // the first was to get warm
        bytes = 0;
        nanos = 0;
      }
      bytes += read;
      nanos += took;
      if (bytes >= MOST_BYTES || nanos > LONG.toNanos() || System.nanoTime() > end) {
        break;
      }
    }
    return new Measured(sample.table(), bytes, Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
  }

  /** Bytes read. */
  private long mask(Sample sample, TransformConfig config, Keyring keys, long end)
      throws InterruptedException {
    Location location = Location.parse(sample.input());
    FileFormat format =
        sample
            .format()
            .formatOf(location.key())
            .orElseThrow(
                () ->
                    new FileException.Terminal(
                        sample.input()
                            + ": the name does not tell the file's format; set format: for the"
                            + " table"));
    InputObject source = objects.open(location);
    DistinctValues data = new DistinctValues(sample.table(), () -> source, format);
    long[] read = {0};
    try (OutputObject output = new Dropped()) {
      rewriter.rewrite(
          sample.table(),
          source,
          format,
          schema -> config.compile(schema, keys, recogniser.get(), data),
          output,
          () -> {},
          bytes -> {
            read[0] = bytes;
            boolean all = bytes >= source.size();
            if (!all && (bytes >= MOST_BYTES || System.nanoTime() > end)) {
              throw new EnoughException();
            }
          });
      return source.size();
    } catch (EnoughException e) {
      return read[0];
    }
  }
}
