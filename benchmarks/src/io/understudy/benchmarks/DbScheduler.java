package io.understudy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One-file jobs by db-scheduler: as many executions of a task, each of which takes no time. */
final class DbScheduler {
  private static final String INSTANCE = "s3://in/orders/";
  private static final int SPARE = 10;

  private static final String RESULT =
      """
      insert into file_result
        (file, output_etag, output_bytes, rows_in, rows_out, cells_changed, details, finished_at)
      values (?, ?, ?, ?, ?, ?, ?::jsonb, clock_timestamp())
      """;

  private final Database database;
  private final int jobs;

  DbScheduler(Database database, int jobs) {
    this.database = database;
    this.jobs = jobs;
  }

  /** What an execution is given and leaves. */
  enum Kept {
    /** No data, no result. */
    NOTHING("db-scheduler"),
    /** The description of a file that our job has, and a row with the report that it leaves, found by the file's name. */
    REPORT("db-scheduler, same work");

    private final String label;

    Kept(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * @param instances schedulers, which share 100 threads
   * @param lower executions fetched at least, in parts of an instance's threads; {@code upper}: at most
   */
  Jobs.Turn run(Kept kept, int instances, double lower, double upper) throws Exception {
    database.execute("drop table if exists scheduled_tasks, file_result");
    database.execute(
        """
        create table scheduled_tasks (
          task_name text not null, task_instance text not null, task_data bytea,
          execution_time timestamptz not null, picked boolean not null, picked_by text,
          last_success timestamptz, last_failure timestamptz, consecutive_failures int,
          last_heartbeat timestamptz, version bigint not null, priority smallint,
          primary key (task_name, task_instance));
        create index execution_time_idx on scheduled_tasks (execution_time);
        create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
        create table file_result (
          file text primary key, output_etag text, output_bytes bigint, rows_in bigint, rows_out bigint,
          cells_changed bigint, details jsonb, finished_at timestamptz)
        """);
    try (AgroalDataSource pool = database.pool(Jobs.WORKERS + SPARE * instances)) {
      run(pool, kept, instances, lower, upper, Jobs.WARM_UP);
      database.execute("truncate file_result");
      return run(pool, kept, instances, lower, upper, jobs);
    }
  }

  private Jobs.Turn run(AgroalDataSource pool, Kept kept, int instances, double lower, double upper, int count)
      throws Exception {
    CountDownLatch open = new CountDownLatch(count);
    OneTimeTask<byte[]> task =
        Tasks.oneTime("file", byte[].class)
            .execute(
                (instance, context) -> {
                  if (kept == Kept.REPORT) {
                    report(pool, instance.getId(), instance.getData());
                  }
                  open.countDown();
                });
    SchedulerClient client = SchedulerClient.Builder.create(database.plain(), task).serializer(new Plain()).build();
    List<TaskInstance<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(kept == Kept.REPORT ? task.instance(INSTANCE + i + ".parquet", file(i)) : task.instance(INSTANCE + i + ".parquet"));
    }
    client.scheduleBatch(all, Instant.now());
    database.settle();
    TimedSource timed = new TimedSource();
    DataSource source = timed.around(pool);
    double cpu = database.cpuSeconds();
    double java = Jobs.javaSeconds();
    long begin = System.nanoTime();
    List<Scheduler> schedulers =
        IntStream.range(0, instances)
            .mapToObj(
                i ->
                    Scheduler.create(source, task)
                        .threads(Jobs.WORKERS / instances)
                        .serializer(new Plain())
                        .schedulerName(new SchedulerName.Fixed("scheduler-" + i))
                        .pollUsingLockAndFetch(lower, upper)
                        .pollingInterval(Duration.ofMillis(500))
                        .heartbeatInterval(Duration.ofSeconds(10))
                        .build())
            .toList();
    schedulers.forEach(Scheduler::start);
    if (!open.await(30, TimeUnit.MINUTES)) {
      throw new IllegalStateException(open.getCount() + " executions are open");
    }
    while (!database.value("select count(*) from scheduled_tasks").equals("0")) {
      Thread.sleep(5);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double used = database.cpuSeconds() - cpu;
    double usedHere = Jobs.javaSeconds() - java;
    schedulers.forEach(Scheduler::stop);
    String results = database.value("select count(*) from file_result");
    if (!results.equals(kept == Kept.REPORT ? Integer.toString(count) : "0")) {
      throw new IllegalStateException(results + " results");
    }
    Timings claims = timed.of(" WITH locked_executions");
    return new Jobs.Turn(count / seconds, used, usedHere, claims.summary(), claims.millis(0.99));
  }

  /** What the row of our job says of its file beyond its name, which is the execution's. */
  private static byte[] file(int i) {
    return "orders\t1000\te%d\ts3://out/orders/%d.parquet".formatted(i, i).getBytes(UTF_8);
  }

  private static void report(DataSource pool, String file, byte[] data) {
    if (data.length == 0) {
      throw new IllegalStateException("an execution without data");
    }
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(RESULT)) {
      insert.setString(1, file);
      insert.setString(2, "etag");
      insert.setLong(3, 1000);
      insert.setLong(4, 100);
      insert.setLong(5, 100);
      insert.setLong(6, 300);
      insert.setString(7, Jobs.DETAILS);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a result is not written", e);
    }
  }

  /** Bytes as they are. */
  private static final class Plain implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return (byte[]) data;
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
      return type.cast(data);
    }
  }
}
