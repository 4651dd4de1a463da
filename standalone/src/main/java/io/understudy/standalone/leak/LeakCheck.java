package io.understudy.standalone.leak;

import io.understudy.engine.detect.Detector;
import io.understudy.files.FileException;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.standalone.StandaloneException;
import io.understudy.standalone.local.Database;
import io.understudy.standalone.run.Amounts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Reads every original e-mail address, phone number and full name of the masked columns from the
 * source and looks for each of them everywhere the system wrote to.
 */
public final class LeakCheck {
  private final ObjectStore store;
  private final Places places;
  private final Run run;
  private final int threads;
  private final Detector detector = new Detector(List.of("en_US"));
  private final Originals originals = new Originals();
  private final Scanner scanner = new Scanner(originals);
  private final Findings findings = new Findings();
  private final Map<String, Long> sinkRows = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> unread = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Pair> collected = new ConcurrentLinkedQueue<>();

  /**
   * Where to look.
   *
   * @param sink everything in it, known files or not
   * @param logs directory of log files
   * @param texts by name: what the services say of themselves, such as metrics and answers
   */
  public record Places(
      Location sink, Database target, Database jobs, Path logs, Map<String, String> texts) {
    public Places {
      texts = Map.copyOf(texts);
    }
  }

  /**
   * A file before and after.
   *
   * @param masked whether {@code sink} is there
   */
  public record Pair(TableFile source, TableFile sink, boolean masked) {}

  /**
   * What was run.
   *
   * @param masked masked columns of each table and the entity of each, "" if unknown; of a table
   *     that is not here (it failed) all columns that hold such data by their names are taken
   * @param exact whether no fake can equal an original by chance
   */
  public record Run(List<Pair> files, Map<String, Map<String, String>> masked, boolean exact) {
    public Run {
      files = List.copyOf(files);
      masked = Map.copyOf(masked);
    }
  }

  /** Reads and looks only when told. */
  public LeakCheck(ObjectStore store, Places places, Run run, int threads) {
    this.store = store;
    this.places = places;
    this.run = run;
    this.threads = threads;
  }

  /**
   * Does it all.
   *
   * @throws StandaloneException if a place cannot be read, or if the search does not even find
   *     originals in the source
   */
  public LeakReport check() throws InterruptedException {
    try (Threads all = new Threads(threads)) {
      all.each(run.files(), pair -> readable(pair.source().location(), () -> collect(pair)));
      int proof = prove();
      SinkSearch sink = new SinkSearch(store, scanner, run.exact(), findings);
      all.each(
          run.files().stream().filter(Pair::masked).toList(),
          pair -> readable(pair.sink().location(), () -> cells(sink, pair)));
      List<Location> objects = new ArrayList<>();
      long bytes = objects(objects);
      all.each(objects, sink::bytes);
      List<String> went = new ArrayList<>();
      went.add(
          "sink ("
              + Amounts.count(objects.size(), "file")
              + ", "
              + Amounts.bytes(bytes)
              + ", cells and bytes)");
      went.add(database(all, "target", places.target(), sink.chances()));
      went.add(database(all, "job table", places.jobs(), Set.of()));
      List<Path> logs = logs();
      all.each(logs, this::log);
      went.add("logs (" + Amounts.count(logs.size(), "file") + ")");
      places
          .texts()
          .forEach(
              (name, text) -> scanner.scan(text, original -> findings.add(name, original, "")));
      went.addAll(new TreeSet<>(places.texts().keySet()));
      return new LeakReport(
          looked(),
          proof,
          went,
          findings.lines(),
          sink.chances().size(),
          List.copyOf(unread),
          sinkRows);
    }
  }

  private Map<Kind, Integer> looked() {
    Map<Kind, Integer> looked = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      looked.put(kind, originals.size(kind));
    }
    return looked;
  }

  private ColumnsOf columns(Pair pair) {
    Map<String, String> masked = run.masked().get(pair.source().table());
    return schema -> PersonalColumns.of(schema, masked, detector);
  }

  private void collect(Pair pair) {
    ColumnsOf columns = columns(pair);
    boolean[] any = {false};
    pair.source()
        .read(
            store,
            (reader, batch) -> {
              PersonalColumns personal = columns.of(reader.schema());
              any[0] = personal.any();
              for (int row = 0; any[0] && row < batch.size(); row++) {
                personal.collect(batch, row, originals);
              }
              return any[0];
            });
    if (any[0]) {
      collected.add(pair);
    }
  }

  /** That the search finds what is there: it must, in the rows that the originals came from. */
  private int prove() {
    if (originals.isEmpty()) {
      return 0;
    }
    Set<Original> found = new HashSet<>();
    RowText text = new RowText();
    for (Pair pair : collected) {
      ColumnsOf columns = columns(pair);
      pair.source()
          .read(
              store,
              (reader, batch) -> {
                PersonalColumns personal = columns.of(reader.schema());
                for (int row = 0; row < batch.size(); row++) {
                  scanner.scan(text.of(batch, row, personal), found::add);
                }
                return false;
              });
      if (!found.isEmpty()) {
        return found.size();
      }
    }
    throw new StandaloneException(
        "the leak check does not work: it does not find originals in the source itself");
  }

  private void cells(SinkSearch sink, Pair pair) {
    long rows = sink.cells(pair.sink(), pair.source(), columns(pair));
    sinkRows.merge(pair.sink().table(), rows, Long::sum);
  }

  private void readable(Location location, Runnable reading) {
    try {
      reading.run();
    } catch (FileException e) {
      unread.add(String.valueOf(e.getMessage()));
    }
  }

  private long objects(List<Location> objects) {
    long bytes = 0;
    for (Iterator<ObjectStore.Listed> all = store.list(places.sink()); all.hasNext(); ) {
      ObjectStore.Listed listed = all.next();
      objects.add(listed.location());
      bytes += listed.size();
    }
    return bytes;
  }

  private String database(Threads all, String name, Database database, Set<Original> chances)
      throws InterruptedException {
    DatabaseSearch search = new DatabaseSearch(database, scanner);
    List<String> tables = search.tables();
    all.each(
        tables,
        table ->
            search.search(
                table,
                original -> {
                  if (!chances.contains(original)) {
                    findings.add(name, original, "table " + table);
                  }
                }));
    return name + " (" + Amounts.count(tables.size(), "table") + ")";
  }

  private List<Path> logs() {
    try (Stream<Path> files = Files.walk(places.logs())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void log(Path log) throws IOException {
    // a reader that takes what is not UTF-8, too
    try (Reader reader = new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8)) {
      scanner.scan(
          reader, original -> findings.add("logs", original, log.getFileName().toString()));
    }
  }

  /** Work on several things at once. */
  private static final class Threads implements AutoCloseable {
    private final ExecutorService executor;

    private Threads(int count) {
      this.executor = Executors.newFixedThreadPool(count);
    }

    private interface Work<T> {
      void on(T thing) throws IOException;
    }

    private <T> void each(List<T> things, Work<T> work) throws InterruptedException {
      List<Callable<Void>> all = new ArrayList<>();
      for (T thing : things) {
        all.add(
            () -> {
              work.on(thing);
              return null;
            });
      }
      for (Future<Void> done : executor.invokeAll(all)) {
        try {
          done.get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException failed) {
            throw failed;
          }
          throw new StandaloneException("the leak check cannot read a place", e);
        }
      }
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
