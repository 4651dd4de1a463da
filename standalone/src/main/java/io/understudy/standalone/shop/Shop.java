package io.understudy.standalone.shop;

import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.standalone.StandaloneException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The production data of a shop that does not exist. Same seed and size: same bytes. */
public final class Shop {
  private static final int GENERATOR = 1;
  private static final int CUSTOMERS_PER_FILE = 25_000;
  private static final int FEWEST_FILES = 4;
  private static final int MOST_FILES = 400;

  private final long seed;
  private final int customers;

  /** Makes nothing yet. */
  public Shop(long seed, int customers) {
    this.seed = seed;
    this.customers = customers;
  }

  /** Told how much is written, from several threads. */
  public interface Progress {
    /**
     * One more file is whole.
     *
     * @param bytes of this file
     * @param of how many files there will be
     */
    void file(long bytes, int of);
  }

  /** Whether a manifest is of this shop, made by this generator. */
  public boolean isOf(Manifest manifest) {
    return manifest.generator() == GENERATOR
        && manifest.seed() == seed
        && manifest.customers() == customers;
  }

  /**
   * Writes all files below a prefix, several at a time.
   *
   * @throws io.understudy.files.FileException if the storage fails
   */
  public Manifest write(ObjectStore store, Location prefix, int threads, Progress progress)
      throws InterruptedException {
    List<ShopTable> tables = ShopTable.of(new Population(seed, new Words()));
    List<Range> ranges = ranges();
    Map<String, Long> rows = new TreeMap<>();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Map<Future<Long>, String> writing = new LinkedHashMap<>();
      for (ShopTable table : tables) {
        int number = 0;
        for (Range range : ranges) {
          Location file = prefix.resolve(table.name() + "/" + part(number) + table.suffix());
          writing.put(
              executor.submit(
                  () -> {
                    try (OutputObject object = store.create(file)) {
                      Counted out = new Counted(object.stream());
                      long written = table.writer().write(range.from(), range.to(), out);
                      object.publish();
                      progress.file(out.bytes, ranges.size() * tables.size());
                      return written;
                    }
                  }),
              table.name());
          number++;
        }
      }
      for (Map.Entry<Future<Long>, String> each : writing.entrySet()) {
        rows.merge(each.getValue(), each.getKey().get(), Long::sum);
      }
      return new Manifest(GENERATOR, seed, customers, rows);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new StandaloneException("the shop's files cannot be written", e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Customers of one file of each table. */
  private record Range(long from, long to) {}

  private List<Range> ranges() {
    int files = Math.clamp(Math.ceilDiv(customers, CUSTOMERS_PER_FILE), FEWEST_FILES, MOST_FILES);
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      long from = 1 + (long) customers * i / files;
      long to = 1 + (long) customers * (i + 1) / files;
      if (from < to) {
        ranges.add(new Range(from, to));
      }
    }
    return ranges;
  }

  private static String part(int number) {
    return String.format(Locale.ROOT, "part-%04d", number);
  }

  private static final class Counted extends FilterOutputStream {
    private long bytes;

    private Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      out.write(block, offset, length);
      bytes += length;
    }
  }
}
