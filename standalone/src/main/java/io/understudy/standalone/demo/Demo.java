package io.understudy.standalone.demo;

import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.standalone.Console;
import io.understudy.standalone.StandaloneException;
import io.understudy.standalone.leak.LeakCheck;
import io.understudy.standalone.leak.LeakCheck.Pair;
import io.understudy.standalone.leak.LeakReport;
import io.understudy.standalone.leak.TableFile;
import io.understudy.standalone.local.LocalSystem;
import io.understudy.standalone.local.ServiceName;
import io.understudy.standalone.local.Storage;
import io.understudy.standalone.run.Amounts;
import io.understudy.standalone.run.FileJob;
import io.understudy.standalone.run.RunApi;
import io.understudy.standalone.run.RunStatus;
import io.understudy.standalone.run.RunStatus.Masked;
import io.understudy.standalone.run.RunStatus.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole story, from files to a summary. */
public final class Demo {
  private final Console console;
  private final LocalSystem system;
  private final DemoData data;
  private final int threads;
  private final boolean keep;

  /**
   * @param system not started
   * @param threads for what this process does itself
   * @param keep stay until interrupted
   */
  public Demo(Console console, LocalSystem system, DemoData data, int threads, boolean keep) {
    this.console = console;
    this.system = system;
    this.data = data;
    this.threads = threads;
    this.keep = keep;
  }

  /** What came of it, for the end of the summary. */
  private record Verdict(RunStatus run, List<TableCounts> counts, LeakReport leaks) {
    private boolean good() {
      return run.succeeded()
          && counts.stream().allMatch(TableCounts::equal)
          && leaks.leaks().isEmpty()
          && leaks.unread().isEmpty();
    }

    private String words() {
      if (good()) {
        return "All is well: counts are equal, nothing of the original data is left.";
      }
      if (!leaks.leaks().isEmpty()) {
        return "Original data was found where it must not be: see LEAK above.";
      }
      if (!run.succeeded()) {
        return "The run ended " + run.state() + ": not all of it is masked and loaded, see above.";
      }
      return leaks.unread().isEmpty()
          ? "Counts are not equal: see above."
          : "Not all files could be checked: see above.";
    }
  }

  /**
   * Does it all.
   *
   * @return whether everything went well: the run succeeded, counts are equal, nothing leaked
   */
  public boolean run() throws InterruptedException {
    long start = System.nanoTime();
    console.line("starting Postgres and S3…");
    system.startSurroundings();
    try (S3Client s3 = client(system.storage())) {
      ObjectStore store = new ObjectStore(s3);
      data.upload(system, store, console);
      console.line("starting scheduler, transform and loader…");
      system.startServices();
      console.line("ready after " + Amounts.seconds(since(start)));
      Verdict verdict = masked(store);
      console.line("");
      console.line(verdict.words());
      if (keep) {
        console.line("Everything keeps running until Ctrl-C.");
        new CountDownLatch(1).await();
      }
      return verdict.good();
    }
  }

  private static S3Client client(Storage storage) {
    return S3Client.builder()
        .endpointOverride(URI.create(storage.endpoint()))
        .region(Region.of(storage.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(storage.accessKey(), storage.secretKey())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private Verdict masked(ObjectStore store) throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    String scheduler = system.url(ServiceName.SCHEDULER);
    RunApi api = new RunApi(http, scheduler);
    Path posted = posted();
    long start = System.nanoTime();
    RunStatus begun = api.start(data.pipeline(system), data::place);
    RunStatus run = new Watch(api, console).toTheEnd(begun.id());
    Duration took = since(start);

    console.line("looking for originals in everything that was written…");
    long checking = System.nanoTime();
    List<Pair> files = api.files(run.id()).stream().map(this::pair).toList();
    LeakReport leaks =
        new LeakCheck(
                store,
                new LeakCheck.Places(
                    new Location(system.storage().sink(), ""),
                    system.target(),
                    system.jobs(),
                    system.logs(),
                    texts(http, api, run)),
                new LeakCheck.Run(files, maskedColumns(run), data.exact()),
                threads)
            .check();
    Duration checked = since(checking);
    List<TableCounts> counts =
        TableCounts.of(run.tables(), data.rows(), leaks.sinkRows(), system.target());

    Summary summary = new Summary(console);
    summary.outcome(run, took);
    summary.problems(run, posted.toString());
    summary.counts(counts);
    summary.masked(run.tables());
    rows(store, run, files, summary);
    summary.leaks(leaks, checked);
    summary.places(system.target(), scheduler, run, system.logs().toString(), keep);
    return new Verdict(run, counts, leaks);
  }

  /** Leaves the pipeline beside the logs, so that a line in a message can be looked up. */
  private Path posted() {
    Path file = system.logs().resolve("pipeline.yaml");
    try {
      return Files.writeString(file, data.pipeline(system));
    } catch (IOException e) {
      throw new StandaloneException(file + " cannot be written: make its folder writable", e);
    }
  }

  private Pair pair(FileJob job) {
    return new Pair(file(job.table(), job.input()), file(job.table(), job.output()), job.masked());
  }

  private TableFile file(String table, String location) {
    return new TableFile(table, Location.parse(location), data.options(table));
  }

  private static Map<String, Map<String, String>> maskedColumns(RunStatus run) {
    Map<String, Map<String, String>> masked = new HashMap<>();
    for (Table table : run.tables()) {
      if (table.counts().filesDone() > 0) {
        masked.put(
            table.name(),
            table.masked().stream()
                .collect(Collectors.toMap(Masked::column, Masked::entity, (one, two) -> one)));
      }
    }
    return masked;
  }

  /** What the services say of themselves. */
  private Map<String, String> texts(HttpClient http, RunApi api, RunStatus run)
      throws InterruptedException {
    Map<String, String> texts = new TreeMap<>();
    for (ServiceName name : ServiceName.values()) {
      URI metrics = URI.create(system.managementUrl(name) + "/q/metrics");
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new StandaloneException(
              metrics + " answers with status " + answer.statusCode() + ", so it was not checked");
        }
        texts.put("metrics of the " + name.label(), answer.body());
      } catch (IOException e) {
        throw new StandaloneException(metrics + " does not answer, so it was not checked", e);
      }
    }
    texts.put("API", api.text(run.id()));
    return texts;
  }

  /** Of the table with most masked columns: it shows most. */
  private void rows(ObjectStore store, RunStatus run, List<Pair> files, Summary summary) {
    Optional<Table> table =
        run.tables().stream()
            .filter(each -> !each.masked().isEmpty())
            .max(Comparator.comparingInt(each -> each.masked().size()));
    Optional<Pair> first =
        files.stream()
            .filter(Pair::masked)
            .filter(
                pair -> table.filter(each -> each.name().equals(pair.source().table())).isPresent())
            .findFirst();
    if (table.isPresent() && first.isPresent()) {
      summary.rows(
          "The first rows of " + table.get().name() + ", before and after",
          new BeforeAfter(store, console.width())
              .lines(
                  first.get(),
                  table.get().masked().stream().map(Masked::column).collect(Collectors.toSet())));
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
