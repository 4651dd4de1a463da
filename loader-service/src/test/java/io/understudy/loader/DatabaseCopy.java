package io.understudy.loader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.files.FileColumn;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.files.TableReader;
import io.understudy.loader.database.Target;
import io.understudy.loader.dialect.DialectLoading;
import io.understudy.loader.extract.Extraction;
import io.understudy.loader.extract.PartRead;
import io.understudy.loader.extract.Planned;
import io.understudy.loader.extract.SnapshotHold;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.load.FileLoad;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.load.Rejects;
import io.understudy.loader.mariadb.MariaDbExtraction;
import io.understudy.loader.mariadb.ReadPart;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.swap.RunSwap;
import io.understudy.loader.table.Destination;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs from database to database by what the loader does it with, without its jobs. */
public final class DatabaseCopy implements AutoCloseable {
  private static final Instant CREATED = Instant.parse("2026-01-31T10:00:00Z");
  private static final Extraction ALL = new Extraction("source", null, "all", List.of(), List.of());
  private static final int PART = 65_536;

  private final S3Proxy server;
  private final ObjectStore objects;
  private final AtomicInteger begun = new AtomicInteger();
  private Runnable whenPlanned = () -> {};
  private Duration limit = Duration.ofMinutes(1);

  /** A file that was read. */
  private record Extracted(Location location, PartRead.Extracted file) {}

  public DatabaseCopy() throws Exception {
    server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", "secret")
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    server.start();
    S3Client client =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    client.createBucket(r -> r.bucket("parts"));
    objects = new ObjectStore(client);
  }

  /** What is done when it is known what is read of a MariaDB, and nothing is read yet. */
  public void whenPlanned(Runnable then) {
    whenPlanned = then;
  }

  /** How long a statement may take. */
  public void limit(Duration longest) {
    limit = longest;
  }

  /** How many files of a MariaDB were begun, in all runs. */
  public int begun() {
    return begun.get();
  }

  /** A run that puts all tables of one in the place of those of the other, if it has them. */
  public void replace(Target source, Target target, long id) throws InterruptedException {
    replace(source, target, id, ALL);
  }

  /** The same of some rows. */
  public void replace(Target source, Target target, long id, Extraction extraction)
      throws InterruptedException {
    Run run = new Run(source, target, new RunKey(id, CREATED), extraction);
    run.extract();
    run.load();
    run.swap();
  }

  /** Removes what there is of a run that was not put in place. */
  @FunctionalInterface
  public interface Discard {
    void discard() throws InterruptedException;
  }

  /** The same of all tables, but for the last step; what is there of it can be removed instead. */
  public Discard load(Target source, Target target, long id) throws InterruptedException {
    Run run = new Run(source, target, new RunKey(id, CREATED), ALL);
    run.extract();
    run.load();
    return () -> run.other().orElseThrow().discard(() -> {}, "test");
  }

  /** Reads it and leaves it at that; how many parts there were. */
  public int extract(Target source, long id, Extraction extraction) throws InterruptedException {
    Run run = new Run(source, source, new RunKey(id, CREATED), extraction);
    run.extract();
    return run.files.values().stream().mapToInt(List::size).sum();
  }

  /** As loaders read it, of what the one that extracts has written. */
  private static SchemaRecord reread(SchemaRecord schema) {
    ObjectMapper json = new ObjectMapper();
    try {
      return json.readValue(json.writeValueAsString(schema), SchemaRecord.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Run implements SnapshotHold.Readers {
    private final Target source;
    private final Target target;
    private final RunKey key;
    private final Extraction extraction;
    private final Map<String, List<Extracted>> files = new TreeMap<>();
    private Optional<SchemaRecord> recorded = Optional.empty();

    private Run(Target source, Target target, RunKey key, Extraction extraction) {
      this.source = source;
      this.target = target;
      this.key = key;
      this.extraction = extraction;
    }

    void extract() throws InterruptedException {
      SnapshotHold.Settings settings = new SnapshotHold.Settings(PART, limit);
      if (source.dialect().isPresent()) {
        new MariaDbExtraction(source, extraction, settings, 3).run(new Held(), "test");
      } else {
        new SnapshotHold(source, extraction, settings).hold(this, "test");
      }
    }

    @Override
    public void begin(SchemaRecord schema, String snapshot, List<Planned> parts) {
      recorded = Optional.of(reread(schema));
      for (Planned planned : parts) {
        Location location = Location.parse("s3://parts/" + key.id() + "/" + planned.part().path());
        try (OutputObject output = objects.create(location)) {
          PartRead.Extracted file =
              new PartRead(source, extraction, limit)
                  .read(
                      planned.table(),
                      planned.part(),
                      () -> "",
                      snapshot,
                      output,
                      () -> {},
                      bytes -> {},
                      "test");
          files
              .computeIfAbsent(planned.table(), table -> new ArrayList<>())
              .add(new Extracted(location, file));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public boolean areDone() {
      return true;
    }

    private final class Held implements MariaDbExtraction.Parts {
      @Override
      public void begin(SchemaRecord schema, List<ReadPart> parts) {
        recorded = Optional.of(reread(schema));
        whenPlanned.run();
      }

      private Location place(ReadPart part) {
        return Location.parse("s3://parts/" + key.id() + "/" + part.path());
      }

      @Override
      public OutputObject create(ReadPart part) {
        begun.incrementAndGet();
        return objects.create(place(part));
      }

      @Override
      public void verifyHeld() {}

      @Override
      public void done(ReadPart part, PartRead.Extracted file) {
        synchronized (files) {
          files
              .computeIfAbsent(part.table(), table -> new ArrayList<>())
              .add(new Extracted(place(part), file));
        }
      }
    }

    void load() throws InterruptedException {
      for (Map.Entry<String, List<Extracted>> table : files.entrySet()) {
        for (Extracted each : table.getValue()) {
          load(table.getKey(), each);
        }
      }
    }

    private void load(String table, Extracted each) throws InterruptedException {
      InputObject input = objects.open(each.location());
      List<FileColumn> columns;
      try (TableReader reader = TableReader.open(table, input, new FileFormat.Parquet())) {
        columns = reader.columns();
      }
      Destination destination =
          new Destination(key, false, Optional.empty(), table, Optional.of(recorded::orElseThrow));
      MaskedFile file =
          new MaskedFile(
              each.location().toString(),
              each.file().etag(),
              each.file().bytes(),
              each.file().rows());
      Supplier<TableReader> rows =
          () -> TableReader.open(table, input, new FileFormat.Parquet(), columns);
      Optional<DialectLoading> other = other();
      if (other.isPresent()) {
        other
            .get()
            .load(destination, columns, Rejects.NONE, file, rows, () -> {}, bytes -> {}, "test");
      } else {
        new FileLoad(target, destination, columns).load(file, rows, () -> {}, bytes -> {}, "test");
      }
    }

    void swap() throws InterruptedException {
      List<LoadedTable> tables =
          files.entrySet().stream()
              .map(
                  table ->
                      new LoadedTable(
                          table.getKey(),
                          table.getValue().size(),
                          table.getValue().stream().mapToLong(each -> each.file().rows()).sum()))
              .toList();
      Optional<DialectLoading> other = other();
      if (other.isPresent()) {
        other.get().swap(tables, () -> {}, "test");
      } else {
        new RunSwap(target, key, tables, Optional.of(recorded::orElseThrow)).swap(() -> {}, "test");
      }
    }

    private Optional<DialectLoading> other() {
      return target.dialect().map(d -> new DialectLoading(target, d, key, files.keySet()));
    }
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
