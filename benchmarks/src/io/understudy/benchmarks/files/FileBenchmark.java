package io.understudy.benchmarks.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Processor seconds of masking files, ours and others', taking turns. */
final class FileBenchmark {
  private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"), "files");
  private static final int STEADY_FILES = 8;
  private static final String OURS = "understudy";
  private static final String OURS_NATIVE = "understudy native";
  private static final String STEADY = ", steady";

  /** How a worker is started on one machine; in a container of the chart's size the JVM picks the same collector. */
  private static final List<String> WORKER = List.of("-Xmx256m", "-XX:+UseSerialGC");

  /** Where workers are built. */
  private static final Path APP = Path.of(System.getProperty("understudy.worker"));

  /** Of {@code ./understudy train}. */
  private static final Path CACHE = APP.resolve("worker.aot");

  /** The same worker as a native binary; empty if there is none. */
  private static final String BINARY = System.getProperty("understudy.native", "");

  /** For DuckDB, whose JVM has nothing to do. */
  private static final List<String> IDLE = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final List<String> JAVA = List.of("-Xmx2g", "-XX:+UseSerialGC");

  private final Data data;
  private final int rounds;
  private final Pattern filter;

  private FileBenchmark(Data data, int rounds, Pattern filter) {
    this.data = data;
    this.rounds = rounds;
    this.filter = filter;
  }

  /** A file to mask: the targets are how many times as fast as a contender we shall be, and the steady state as {@code cat}. */
  private record Work(MaskedTable table, String ending, Map<String, Double> targets) {
    String name() {
      return table.name() + "." + ending;
    }
  }

  private interface Starter {
    List<String> command(Path output);
  }

  /**
   * @param picks whether masked values are of the lists
   * @param told whether the seconds are those that the process tells
   * @param checked whether its output is looked at
   */
  private record Contender(String name, Starter starter, Function<Turn, Double> seconds, boolean picks, boolean checked) {}

  private static List<Work> works() {
    Map<String, Double> dictionaries = Map.of("duckdb", 10.0, "cat", 0.6);
    return List.of(
        new Work(MaskedTable.ORDERS, "snappy.parquet", dictionaries),
        new Work(MaskedTable.ORDERS, "zstd.parquet", dictionaries),
        new Work(MaskedTable.CUSTOMERS, "snappy.parquet", Map.of("duckdb", 2.5, "parquet-java", 6.0)),
        new Work(MaskedTable.CUSTOMERS, "zstd.parquet", Map.of("duckdb", 2.2, "parquet-java", 6.0)),
        new Work(MaskedTable.CUSTOMERS, "csv", Map.of("duckdb", 3.0, "fastcsv", 2.0)),
        new Work(MaskedTable.CUSTOMERS, "jsonl", Map.of("duckdb", 1.8, "jackson", 1.8)));
  }

  public static void main(String[] arguments) throws Exception {
    double scale = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Pattern filter = Pattern.compile(arguments.length > 2 ? arguments[2] : "");
    System.out.println(
        hasCache() ? "workers start from the cache of ./understudy train" : "workers start without a cache; ./understudy train makes it");
    FileBenchmark benchmark = new FileBenchmark(new Data(DIRECTORY, scale), rounds, filter);
    if (BINARY.isEmpty()) {
      System.out.println("no native worker; GRAALVM_HOME says where the native-image is that makes it");
    }
    for (Work work : works()) {
      benchmark.run(work);
    }
  }

  private List<Contender> contenders(Work work, Path input) {
    List<Contender> all = new ArrayList<>();
    String table = work.table().name();
    all.add(
        new Contender(
            OURS, output -> worker(table, input, output, 1, "picks"), Turn::cpu, true, true));
    all.add(
        new Contender(
            OURS + STEADY, output -> worker(table, input, output, STEADY_FILES, "picks"), Turn::told, true, false));
    all.add(
        new Contender(
            OURS + ", fakes", output -> worker(table, input, output, 1, "fakes"), Turn::cpu, false, true));
    if (!BINARY.isEmpty()) {
      all.add(
          new Contender(
              OURS_NATIVE, output -> nativeWorker(table, input, output, 1), Turn::cpu, true, true));
      all.add(
          new Contender(
              OURS_NATIVE + STEADY, output -> nativeWorker(table, input, output, STEADY_FILES), Turn::told, true, false));
    }
    all.add(
        new Contender(
            "cat", output -> List.of("bash", "-c", "cat \"$1\" >\"$2\"", "bash", input.toString(), output.toString()), Turn::cpu, false, false));
    all.add(new Contender("duckdb", output -> java(IDLE, DuckDbCopy.class, table, input, output), Turn::told, true, true));
    switch (work.ending()) {
      case "csv" -> all.add(new Contender("fastcsv", output -> java(JAVA, FastCsvCopy.class, table, input, output), Turn::cpu, true, true));
      case "jsonl" -> all.add(new Contender("jackson", output -> java(JAVA, JacksonCopy.class, table, input, output), Turn::cpu, true, true));
      default -> all.add(new Contender("parquet-java", output -> java(JAVA, RowCopy.class, table, input, output), Turn::cpu, true, true));
    }
    all.removeIf(contender -> !filter.matcher(work.name() + "/" + contender.name()).find());
    return all;
  }

  private static List<String> java(List<String> flags, Class<?> main, String table, Path input, Path output) {
    return java(flags, System.getProperty("java.class.path"), main, table, input, output);
  }

  private static List<String> java(
      List<String> flags, String path, Class<?> main, String table, Path input, Path output, String... more) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(flags);
    command.addAll(List.of("-cp", path, main.getName(), table, input.toString(), output.toString()));
    command.addAll(List.of(more));
    return command;
  }

  private void run(Work work) throws IOException, SQLException, InterruptedException {
    boolean two = filter.matcher(work.name() + "/two").find();
    if (contenders(work, Path.of("")).isEmpty() && !two) {
      return;
    }
    Path input = data.file(work.table(), work.ending());
    read(input);
    List<Contender> contenders = contenders(work, input);
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : contenders) {
        Path output = output(work, 0);
        double took = contender.seconds().apply(Turn.of(contender.starter().command(output), DIRECTORY));
        seconds.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(took);
        if (round == 0 && contender.checked()) {
          OutputCheck.check(work.table(), input, output, contender.picks());
        }
        Files.delete(output);
      }
    }
    print(work, input, seconds);
    if (two) {
      two("two workers", output -> worker(work.table().name(), input, output, 1, "picks"), work);
      if (!BINARY.isEmpty()) {
        two("two native workers", output -> nativeWorker(work.table().name(), input, output, 1), work);
      }
    }
  }

  private static Path output(Work work, int number) {
    return DIRECTORY.resolve("output" + number + "." + work.ending());
  }

  private void print(Work work, Path input, Map<String, List<Double>> seconds) throws IOException {
    double megabytes = Files.size(input) / 1e6;
    System.out.printf(Locale.ROOT, "%n%s: %,d rows, %.0f MB%n", work.name(), data.rows(work.table()), megabytes);
    System.out.printf(
        Locale.ROOT, "%-25s %26s %10s %30s %8s %30s%n", "", "CPU s: least median most", "MB/CPU s", "we are times as fast", "target", "native is times as fast");
    for (Map.Entry<String, List<Double>> entry : seconds.entrySet()) {
      Statistics own = new Statistics(entry.getValue());
      String peer = entry.getKey();
      boolean compared = !peer.startsWith(OURS);
      Double target = work.targets().get(peer);
      String steady = peer.equals("cat") || peer.equals(OURS + STEADY) ? STEADY : "";
      System.out.printf(
          Locale.ROOT, "%-25s %26s %10.0f %30s %8s %30s%n", peer, own.text("%8.3f"), megabytes / own.median(),
          compared ? ratios(entry.getValue(), seconds.get(OURS + steady)) : "", compared && target != null ? ">= " + target : "",
          compared || peer.equals(OURS + steady) ? ratios(entry.getValue(), seconds.get(OURS_NATIVE + steady)) : "");
    }
  }

  /** Of the turns of the same rounds; empty if there were none of ours. */
  private static String ratios(List<Double> peer, @Nullable List<Double> ours) {
    if (ours == null) {
      return "";
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < peer.size(); i++) {
      ratios.add(peer.get(i) / ours.get(i));
    }
    return new Statistics(ratios).text("%9.2f");
  }

  /** Wall time of one worker, and of two at once with a file each. */
  private void two(String name, Starter worker, Work work) throws IOException, InterruptedException {
    List<Double> gains = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double one = Turn.of(worker.command(output(work, 0)), DIRECTORY).wall();
      long begin = System.nanoTime();
      Turn.Running first = Turn.Running.start(worker.command(output(work, 0)), DIRECTORY);
      Turn.Running second = Turn.Running.start(worker.command(output(work, 1)), DIRECTORY);
      first.end();
      second.end();
      gains.add(2 * one / ((System.nanoTime() - begin) / 1e9));
      Files.delete(output(work, 0));
      Files.delete(output(work, 1));
    }
    System.out.printf(
        Locale.ROOT, "%-25s files per second of wall time, times those of one: %s   >= 1.8%n", name, new Statistics(gains).text("%6.2f"));
  }

  /** The binary of the same class. */
  private static List<String> nativeWorker(String table, Path input, Path output, int files) {
    return List.of(BINARY, WORKER.getFirst(), table, input.toString(), output.toString(), "" + files, "picks");
  }

  /** As the local system starts a worker: from its jar, with its cache if there is one. */
  private static List<String> worker(String table, Path input, Path output, int files, String values) {
    List<String> flags = new ArrayList<>(WORKER);
    if (hasCache()) {
      flags.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=off,cds*=off"));
    }
    String path = APP.resolve("quarkus-run.jar") + ":" + System.getProperty("understudy.benchmarks");
    return java(flags, path, Worker.class, table, input, output, "" + files, values);
  }

  private static boolean hasCache() {
    return Files.exists(CACHE);
  }

  /** So that it is in the page cache for all. */
  private static void read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Least, median and most. */
  private record Statistics(List<Double> values) {
    private Statistics {
      values = values.stream().sorted().toList();
    }

    double median() {
      return values.get(values.size() / 2);
    }

    String text(String format) {
      return String.format(Locale.ROOT, format + format + format, values.getFirst(), median(), values.getLast());
    }
  }
}
