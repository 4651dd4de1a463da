import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.engine.TableSchema;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.fake.Pools;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import io.understudy.files.Compression;
import io.understudy.files.FileFormat;
import io.understudy.files.FileRewriter;
import io.understudy.files.InputObject;
import io.understudy.files.OutputObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rows per CPU second of five rules (two names, hash, partial_mask, city) on a table of eight narrow
 * columns, one thread: the rules alone over batches, by column and by row (each rule with a
 * condition on another column), and a whole CSV file in memory, read and written. CPU seconds are
 * those of the whole process, so compiler and garbage collector are in.
 */
final class Rules {
  private static final int BATCH = 1024;
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 4;
  private static final List<String> COLUMNS =
      List.of("id", "first_name", "last_name", "city", "account", "card", "amount", "status");

  private Rules() {}

  private static String config(String condition) {
    String also = condition.isEmpty() ? "" : "\n          condition: " + condition;
    return """
        globals: { coverage: open }
        steps:
          - rows:
              update:
                - name: first_name@
                  value: fake.first_name()
                - name: last_name@
                  value: fake.last_name()
                - name: account@
                  value: this | hash
                - name: card@
                  value: this | partial_mask(2, "****", 4)
                - name: city@
                  value: fake.city()
        """
        .replace("@", also);
  }

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400_000;
    System.out.printf(
        "%,d rows, %d rounds of which %d warm up; rows per CPU second: least, median, most%n",
        rows, ROUNDS, WARM_UP);
    for (boolean distinct : new boolean[] {false, true}) {
      String[][] table = table(rows, distinct);
      String values = distinct ? "every value different" : "names and cities repeat  ";
      print("rules by column, " + values, rows, () -> batches(plan(""), table));
      print("rules by row,    " + values, rows, () -> batches(plan("row.status != \"X\""), table));
      byte[] csv = csv(table);
      print("CSV file,        " + values, rows, () -> file(plan(""), csv));
    }
  }

  private interface Round {
    void run() throws Exception;
  }

  private static void print(String what, int rows, Round round) throws Exception {
    double[] speeds = new double[ROUNDS - WARM_UP];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = cpu();
      round.run();
      long nanos = cpu() - begin;
      if (i >= WARM_UP) {
        speeds[i - WARM_UP] = rows * 1e9 / nanos;
      }
    }
    Arrays.sort(speeds);
    System.out.printf(
        "%s  %,9.0f  %,9.0f  %,9.0f%n",
        what, speeds[0], speeds[speeds.length / 2], speeds[speeds.length - 1]);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Plan plan(String condition) {
    List<Column> columns = new ArrayList<>();
    COLUMNS.forEach(name -> columns.add(new Column(name, ColumnType.TEXT)));
    Keyring keys = Keyring.of(Map.of("k", new SecretKey(new byte[32])), "k");
    return TransformConfig.parse("benchmark", config(condition))
        .compile(new TableSchema("t", columns), keys);
  }

  private static void batches(Plan plan, String[][] table) {
    PlanExecution execution = plan.start();
    Batch batch = new Batch(COLUMNS.size(), BATCH);
    long changed = 0;
    for (int from = 0; from < table[0].length; from += BATCH) {
      int size = Math.min(BATCH, table[0].length - from);
      batch.reset(from, size);
      for (int column = 0; column < table.length; column++) {
        System.arraycopy(table[column], from, batch.column(column), 0, size);
      }
      execution.transform(batch);
    }
    changed = execution.report().stream().mapToLong(report -> report.changed()).sum();
    if (changed < 4L * table[0].length) {
      throw new IllegalStateException("only " + changed + " cells changed");
    }
  }

  private static void file(Plan plan, byte[] csv) throws InterruptedException {
    FileFormat format = new FileFormat.Csv(',', true, Compression.NONE);
    new FileRewriter()
        .rewrite(
            "t", new Bytes(csv), format, schema -> plan, new Nowhere(), () -> {}, read -> {});
  }

  private static String[][] table(int rows, boolean distinct) {
    Pools pools = Pools.of(List.of());
    SplittableRandom random = new SplittableRandom(7);
    String[] first = pools.firstNames();
    String[] last = pools.lastNames();
    String[][] table = new String[COLUMNS.size()][rows];
    for (int row = 0; row < rows; row++) {
      String tail = distinct ? letters(row) : "";
      table[0][row] = Integer.toString(row);
      table[1][row] = first[random.nextInt(first.length)] + tail;
      table[2][row] = last[random.nextInt(last.length)] + tail;
      table[3][row] = last[random.nextInt(300)] + "ville" + tail;
      table[4][row] = "AC" + (10_000_000 + row);
      table[5][row] = Long.toString(4_000_000_000_000_000L + random.nextLong(999_999_999_999_999L));
      table[6][row] = random.nextInt(1000) + "." + (10 + random.nextInt(90));
      table[7][row] = random.nextInt(10) == 0 ? "CLOSED" : "OPEN";
    }
    return table;
  }

  private static String letters(int number) {
    StringBuilder letters = new StringBuilder(4);
    for (int rest = number, i = 0; i < 4; i++, rest /= 26) {
      letters.append((char) ('a' + rest % 26));
    }
    return letters.toString();
  }

  private static byte[] csv(String[][] table) {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (int row = 0; row < table[0].length; row++) {
      for (int column = 0; column < table.length; column++) {
        text.append(column == 0 ? "" : ",").append(table[column][row]);
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private record Bytes(byte[] bytes) implements InputObject {
    @Override
    public String name() {
      return "memory";
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public String etag() {
      return "1";
    }

    @Override
    public InputStream read(long offset, long length) {
      return new ByteArrayInputStream(bytes, (int) offset, (int) length);
    }
  }

  private record Nowhere() implements OutputObject {
    @Override
    public String name() {
      return "nowhere";
    }

    @Override
    public OutputStream stream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public String publish() {
      return "1";
    }

    @Override
    public void close() {}
  }
}
