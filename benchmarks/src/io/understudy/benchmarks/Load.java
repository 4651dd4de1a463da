package io.understudy.benchmarks;

import io.understudy.engine.Batch;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.LocalFile;
import io.understudy.files.OutputObject;
import io.understudy.files.ParquetTableWriter;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetSettings;
import io.understudy.loader.extract.Extraction;
import io.understudy.loader.extract.PartRead;
import io.understudy.loader.extract.Planned;
import io.understudy.loader.extract.SnapshotHold;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.load.FileLoad;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.table.Destination;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows per second into one table without indexes: parquet files by the loader, and the same rows as CSV by psql's
 * {@code \copy}, on one Postgres, taking turns; then the same rows out of that table again.
 */
final class Load {
  private static final int FILES = 4;
  private static final String PYTHON = "/usr/bin/python3"; // which Debian's packages are for
  private static final String PANDAS = "pandas to_sql";
  private static final int PANDAS_ROWS = 200_000; // it takes a minute for all of them
  private static final String[] WORDS = {
    "lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "eiusmod", "tempor", "magna"
  };
  private static final List<FileColumn> COLUMNS =
      List.of(
          column("id", ValueType.BIGINT), column("first_name", ValueType.TEXT), column("last_name", ValueType.TEXT),
          column("email", ValueType.TEXT), column("phone", ValueType.TEXT), column("street", ValueType.TEXT),
          column("city", ValueType.TEXT), column("postcode", ValueType.TEXT), column("country", ValueType.TEXT),
          column("born", ValueType.DATE), column("created_at", ValueType.TIMESTAMPTZ), column("balance", ValueType.NUMERIC),
          column("active", ValueType.BOOLEAN), column("score", ValueType.DOUBLE), column("reference", ValueType.UUID),
          column("note", ValueType.TEXT));
  private static final String TABLE =
      "create table %s (id bigint, first_name text, last_name text, email text, phone text, street text, city text,"
          + " postcode text, country text, born date, created_at timestamptz, balance numeric, active boolean,"
          + " score double precision, reference uuid, note text)";

  private final Database database;
  private final Path directory;
  private final int rows;
  private long run;

  private Load(Database database, Path directory, int rows) {
    this.database = database;
    this.directory = directory;
    this.rows = rows;
  }

  private static final Extraction CUSTOMERS =
      new Extraction("benchmark", "public", "all", List.of(new Extraction.Table("customers", null, null)), List.of());

  private record Turn(double rowsPerSecond, double server, double client) {}

  private interface Contender {
    void run() throws Exception;
  }

  private static FileColumn column(String name, ValueType type) {
    return new FileColumn(name, type, true);
  }

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Pattern filter = Pattern.compile(arguments.length > 2 ? arguments[2] : "");
    Path directory = Files.createTempDirectory("load");
    try (Database database = new Database()) {
      Load load = new Load(database, directory, rows);
      load.writeFiles();
      load.fresh();
      load.loader(2);
      load.psql("\\copy customers to '" + load.csv() + "' csv");
      Map<String, Contender> contenders = new LinkedHashMap<>();
      contenders.put("psql \\copy from CSV", () -> load.psql("\\copy customers from '" + load.csv() + "' csv"));
      contenders.put("loader, one stream", () -> load.loader(1));
      contenders.put("loader, two streams", () -> load.loader(2));
      Map<String, Contender> extractors = new LinkedHashMap<>();
      extractors.put("psql \\copy to CSV", () -> load.psql("\\copy customers to '" + load.csv() + "' csv"));
      extractors.put("extraction, one stream", () -> load.extract(1));
      extractors.put("extraction, two streams", () -> load.extract(2));
      Map<String, List<Turn>> turns = new LinkedHashMap<>();
      contenders.keySet().removeIf(name -> !filter.matcher(name).find());
      extractors.keySet().removeIf(name -> !filter.matcher(name).find());
      load.take(turns, contenders, rounds, rows, load::fresh);
      if (filter.matcher(PANDAS).find()) {
        if (hasPandas()) {
          int some = Math.min(rows, PANDAS_ROWS);
          load.take(turns, Map.of(PANDAS, () -> load.pandas(some)), rounds, some, load::fresh);
        } else {
          System.out.println("pandas is left out: apt-get install python3-pandas python3-sqlalchemy python3-psycopg2");
        }
      }
      if (!extractors.isEmpty()) {
        load.fresh();
        load.loader(2);
        load.extract(2);
        load.take(turns, extractors, rounds, rows, () -> {});
      }
      print(turns, rows, rounds);
    } finally {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private void take(
      Map<String, List<Turn>> turns, Map<String, Contender> contenders, int rounds, int rows, Runnable before)
      throws Exception {
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Contender> each : contenders.entrySet()) {
        before.run();
        awaitNobody();
        turns.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(turn(each.getValue(), rows));
      }
    }
  }

  private static void print(Map<String, List<Turn>> turns, int rows, int rounds) {
    System.out.printf(Locale.ROOT, "%d rows of %d columns, medians of %d rounds%n", rows, COLUMNS.size(), rounds);
    System.out.printf(Locale.ROOT, "%-24s %12s %16s %16s%n", "", "rows/s", "server us/row", "client us/row");
    turns.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT, "%-24s %12.0f %16.2f %16.2f%n", name,
                Timings.median(all.stream().mapToDouble(Turn::rowsPerSecond).toArray()),
                Timings.median(all.stream().mapToDouble(Turn::server).toArray()),
                Timings.median(all.stream().mapToDouble(Turn::client).toArray())));
  }

  private Turn turn(Contender contender, int rows) throws Exception {
    double server = database.cpuSeconds();
    double client = ownSeconds();
    long begin = System.nanoTime();
    contender.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    double serverUsed = database.cpuSeconds() - server;
    double clientUsed = ownSeconds() - client;
    String loaded = database.value("select count(*) from customers");
    if (!loaded.equals(Integer.toString(rows))) {
      throw new IllegalStateException(loaded + " rows are loaded");
    }
    return new Turn(rows / seconds, serverUsed / rows * 1e6, clientUsed / rows * 1e6);
  }

  /** Of this process, and of its children that have ended: psql is one. */
  private static double ownSeconds() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double children = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
    com.sun.management.OperatingSystemMXBean own =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return children + own.getProcessCpuTime() / 1e9;
  }

  private void fresh() {
    database.execute("drop table if exists customers");
    database.execute(TABLE.formatted("customers"));
    database.execute("checkpoint");
  }

  /** The last turn's loader keeps its connections, with their places, for a moment; a loader of the next turn would wait for them. */
  private void awaitNobody() throws InterruptedException {
    while (!database.value("select count(*) from pg_locks where locktype = 'advisory'").equals("0")) {
      Thread.sleep(50);
    }
  }

  private Path csv() {
    return directory.resolve("customers.csv");
  }

  private void psql(String command) throws Exception {
    Process process =
        new ProcessBuilder("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.url().substring("jdbc:".length()), "-c", command)
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("psql failed");
    }
  }

  private static boolean hasPandas() throws Exception {
    return new ProcessBuilder(PYTHON, "-c", "import pandas, sqlalchemy, psycopg2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** The first rows of the CSV, read in pieces, each inserted by to_sql with its defaults. */
  private void pandas(int some) throws Exception {
    String program =
        String.join(
            "\n",
            "import pandas, sqlalchemy, sys",
            "engine = sqlalchemy.create_engine(sys.argv[1])",
            "for piece in pandas.read_csv(sys.argv[2], header=None, names=sys.argv[4].split(','), nrows=int(sys.argv[3]),"
                + " chunksize=20000, dtype={'phone': str, 'postcode': str}, parse_dates=['born', 'created_at']):",
            "    piece['active'] = piece['active'] == 't'",
            "    piece.to_sql('customers', engine, if_exists='append', index=False)");
    String names = COLUMNS.stream().map(FileColumn::name).collect(Collectors.joining(","));
    Process process =
        new ProcessBuilder(
                PYTHON, "-c", program, database.url().substring("jdbc:".length()), csv().toString(), "" + some, names)
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("pandas failed");
    }
  }

  private void loader(int streams) throws Exception {
    Target target = target(streams);
    Destination destination = new Destination(new RunKey(++run, Instant.EPOCH), true, "customers");
    List<Future<Long>> files = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(streams)) {
      for (int i = 0; i < FILES; i++) {
        Path file = file(i);
        MaskedFile masked = new MaskedFile("s3://b/" + i, "e", Files.size(file), null);
        files.add(
            threads.submit(
                () ->
                    new FileLoad(target, destination, COLUMNS)
                        .load(
                            masked,
                            () -> TableReader.open("customers", LocalFile.open(file), new FileFormat.Parquet(), COLUMNS),
                            () -> {},
                            bytes -> {},
                            "benchmark")
                        .rows()));
      }
    }
    for (Future<Long> file : files) {
      file.get();
    }
  }

  private Target target(int connections) {
    return new Target(
        new TargetSettings(
            "benchmark", database.url(), Optional.of("postgres"), Optional.empty(), "public", connections,
            Duration.ofSeconds(30), Duration.ofHours(1)));
  }

  /** Parts of 32 MiB in one snapshot, as the loader's jobs read them, into local files. */
  private void extract(int streams) throws Exception {
    Target source = target(streams + 1);
    AtomicLong extracted = new AtomicLong();
    List<Future<?>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(streams)) {
      new SnapshotHold(source, CUSTOMERS, new SnapshotHold.Settings(32 << 20, Duration.ofHours(1)))
          .hold(
              new SnapshotHold.Readers() {
                @Override
                public void begin(SchemaRecord schema, String snapshot, List<Planned> planned) {
                  for (Planned each : planned) {
                    parts.add(threads.submit(() -> extracted.addAndGet(read(source, each, snapshot))));
                  }
                }

                @Override
                public boolean areDone() {
                  return parts.stream().allMatch(Future::isDone);
                }
              },
              "benchmark");
    }
    for (Future<?> part : parts) {
      part.get();
    }
    if (extracted.get() != rows) {
      throw new IllegalStateException(extracted + " rows are extracted");
    }
  }

  private long read(Target source, Planned planned, String snapshot) throws Exception {
    Path file = directory.resolve("part-" + Thread.currentThread().threadId());
    try (OutputObject output = LocalFile.create(file)) {
      return new PartRead(source, CUSTOMERS, Duration.ofHours(1))
          .read("customers", planned.part(), () -> "", snapshot, output, () -> {}, bytes -> {}, "benchmark")
          .rows();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Path file(int number) {
    return directory.resolve("customers-" + number + ".parquet");
  }

  private void writeFiles() throws Exception {
    Random random = new Random(1);
    for (int file = 0; file < FILES; file++) {
      try (OutputStream out = Files.newOutputStream(file(file));
          ParquetTableWriter writer =
              new ParquetTableWriter(out, "customers", COLUMNS, ParquetTableWriter.Codec.SNAPPY, 250_000)) {
        Batch batch = new Batch(COLUMNS.size(), 1000);
        int first = (int) ((long) rows * file / FILES);
        int end = (int) ((long) rows * (file + 1) / FILES);
        for (int from = first; from < end; from += batch.size()) {
          batch.reset(from, Math.min(1000, end - from));
          for (int row = 0; row < batch.size(); row++) {
            Object[] values = customer(from + row, random);
            for (int column = 0; column < values.length; column++) {
              batch.column(column)[row] = values[column];
            }
          }
          writer.write(batch);
        }
      }
    }
  }

  private static Object[] customer(long id, Random random) {
    String first = word(random) + random.nextInt(400);
    String last = word(random) + random.nextInt(5000);
    return new Object[] {
      id, first, last, first + '.' + last + '.' + id + "@example.com", "+49 30 " + (1_000_000 + random.nextInt(9_000_000)),
      word(random) + " street " + random.nextInt(300), "city " + random.nextInt(3000), Integer.toString(10_000 + random.nextInt(90_000)),
      random.nextInt(5) == 0 ? null : "DE", LocalDate.of(1940, 1, 1).plusDays(random.nextInt(25_000)),
      Instant.ofEpochSecond(1_600_000_000L + random.nextInt(150_000_000), random.nextInt(1_000_000) * 1000L),
      BigDecimal.valueOf(random.nextInt(10_000_000), 2), random.nextBoolean(), random.nextDouble(),
      new UUID(random.nextLong(), random.nextLong()).toString(),
      random.nextInt(3) == 0 ? null : word(random) + ' ' + word(random) + ", \"" + word(random) + "\" " + word(random)
    };
  }

  private static String word(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
  }
}
