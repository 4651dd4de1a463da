package io.understudy.scheduler.planning;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.understudy.files.ObjectStore;
import io.understudy.jobtable.RunProtocol;
import io.understudy.scheduler.pipeline.Pipeline;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Plans a run as the scheduler does, in a process of its own whose memory is what is measured. */
public final class PlanningBenchmark {
  private static final Logger AWS = Logger.getLogger("software.amazon");

  private PlanningBenchmark() {}

  /** Arguments: JDBC URL of the job table, address of the storage. Prints the id of the run first. */
  public static void main(String[] arguments) throws Exception {
    AWS.setLevel(Level.WARNING);
    AgroalDataSource pool =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    p ->
                        p.maxSize(20)
                            .acquisitionTimeout(Duration.ofSeconds(10))
                            .connectionFactoryConfiguration(
                                f -> f.jdbcUrl(arguments[0]).principal(new NamePrincipal("postgres")))));
    S3Client s3 =
        S3Client.builder()
            .endpointOverride(URI.create(arguments[1]))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .build();
    RunProtocol protocol = new RunProtocol(pool);
    PlanningConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .withMapping(PlanningConfig.class)
            .build()
            .getConfigMapping(PlanningConfig.class);
    Planner planner = new Planner(protocol, new SourceListing(new ObjectStore(s3)), config);
    String document =
        "pipeline: big\nsource: s3://source/big/\nsink: s3://sink/big/\n"
            + "transform: { globals: { coverage: open }, steps: [] }\n";
    Pipeline pipeline = Pipeline.parse(document);
    long run =
        protocol.create(
            new RunProtocol.NewRun(
                "big", document, "s3://source/big/", "s3://sink/big/", pipeline.transform(), null, null, null, 100));
    long begin = System.nanoTime();
    if (!planner.plan(run, pipeline, () -> true).isEmpty()) {
      throw new IllegalStateException("the plan has problems");
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP)
            .mapToLong(PlanningBenchmark::peak)
            .sum();
    long resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    System.out.printf(
        Locale.ROOT,
        "%d %.1f %d %d %d%n",
        run, seconds, heap >> 20, Runtime.getRuntime().maxMemory() >> 20, resident >> 10);
    System.exit(0);
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }
}
