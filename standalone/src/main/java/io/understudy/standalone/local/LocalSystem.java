package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything on one machine: Postgres and S3 in this process, the services beside it. {@link
 * #close} ends whatever of it is up, at any time and from any thread.
 */
public final class LocalSystem implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(180);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Services write down what they do while they start and work, and most of it when they end. */
  private static final Duration TRAINING_PATIENCE = Duration.ofMinutes(5);

  private final Installation installation;
  private final Options options;
  private final Consumer<String> notices;
  private final SecureRandom random;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<ServiceName, SupervisedProcess> services = new EnumMap<>(ServiceName.class);
  private boolean closing;
  private @Nullable Surroundings surroundings;
  private @Nullable ServiceEnvironment environment;
  private Optional<String> keptSource = Optional.empty();

  /**
   * @param home directory of everything it keeps
   * @param keys a user's directory of keys; none: one is made in the home
   * @param workers most worker processes at a time
   * @param portFile where to describe the running system; none: nowhere
   * @param developed a service that somebody else starts, such as a live-reload build
   * @param keepSource whether a source bucket that an earlier system in this home described so (see
   *     {@link #describeSource}) is wanted as it is; if not it is emptied
   * @param training whether the services write down what they do, for {@link
   *     Installation#makeCaches}
   */
  public record Options(
      Path home,
      Optional<Path> keys,
      int workers,
      Optional<Path> portFile,
      Optional<ServiceName> developed,
      Predicate<String> keepSource,
      boolean training) {}

  private record Surroundings(
      HomeDirectory home, Path keys, Database jobs, Database target, Storage storage) {}

  /**
   * Starts nothing yet.
   *
   * @param notices told in words what happens meanwhile
   */
  public LocalSystem(
      Installation installation, Options options, Consumer<String> notices, SecureRandom random) {
    this.installation = installation;
    this.options = options;
    this.notices = notices;
    this.random = random;
  }

  /** Starts Postgres and S3, and what the services will need. All is empty but a kept source. */
  public void startSurroundings() throws InterruptedException {
    HomeDirectory home = part(HomeDirectory.open(options.home()));
    home.clear();
    options.portFile().ifPresent(HomeDirectory::delete);
    keptSource = home.described().filter(options.keepSource());
    if (keptSource.isEmpty()) {
      home.removeData();
    } else {
      home.removeAllButDescribed();
    }
    part(home::removeAllButDescribed);
    Path keys =
        options
            .keys()
            .map(KeyDirectory::existing)
            .orElseGet(() -> KeyDirectory.withDefaultKey(home.path().resolve("keys"), random));
    EmbeddedStorage storage = part(EmbeddedStorage.start(home.storage(), random));
    EmbeddedDatabases databases =
        part(
            EmbeddedDatabases.start(
                home.postgres(),
                home.path().resolve("programs"),
                home.logs().resolve("postgres.log").toFile()));
    surroundings =
        new Surroundings(home, keys, databases.jobs(), databases.target(), storage.storage());
  }

  /**
   * Starts the services and waits until they are ready; when one is developed elsewhere, starts the
   * others and does not wait, because they may need that one.
   *
   * @throws StandaloneException naming the one that is not ready, with the end of its log
   */
  public void startServices() throws InterruptedException {
    ServiceEnvironment told = environment();
    part(surroundings().home()::endStrays);
    for (ServiceName name : ServiceName.values()) {
      if (!options.developed().equals(Optional.of(name))) {
        SupervisedProcess service = service(name, told);
        services.put(name, service);
        part(service);
      }
    }
    services.values().forEach(SupervisedProcess::start);
    if (options.developed().isEmpty()) {
      awaitReady();
    }
    writePortFile();
  }

  /** Says where the surroundings are, for services that somebody else starts. */
  public void describeSurroundings() {
    writePortFile();
  }

  private ServiceEnvironment environment() {
    Surroundings around = surroundings();
    ServiceEnvironment made =
        new ServiceEnvironment(
            ports(ServiceName::usualPort),
            ports(ServiceName::usualManagementPort),
            around.keys(),
            around.jobs(),
            around.target(),
            around.storage(),
            command(installation.worker(), around.home()),
            options.workers(),
            around.home().logs(),
            // less than this process grants the scheduler itself when everything ends
            patience().multipliedBy(6).dividedBy(10));
    environment = made;
    return made;
  }

  /** A port for each service, each the first that is free from its usual one on. */
  private Map<ServiceName, Integer> ports(ToIntFunction<ServiceName> usual) {
    Map<ServiceName, Integer> ports = new EnumMap<>(ServiceName.class);
    Path locks = Path.of(System.getProperty("java.io.tmpdir"));
    int last = 0;
    for (ServiceName name : ServiceName.values()) {
      last = part(ReservedPort.from(Math.max(usual.applyAsInt(name), last + 1), locks)).number();
      ports.put(name, last);
    }
    return ports;
  }

  private SupervisedProcess service(ServiceName name, ServiceEnvironment told) {
    HomeDirectory home = surroundings().home();
    return new SupervisedProcess(
        name.label(),
        command(installation.service(name), home),
        told.of(name),
        URI.create(told.url(name)),
        URI.create(told.managementUrl(name)),
        home.logs().resolve(name.label() + ".log"),
        notices,
        this::writePortFile,
        patience());
  }

  private Duration patience() {
    return options.training() ? TRAINING_PATIENCE : PATIENCE;
  }

  private List<String> command(Program program, HomeDirectory home) {
    List<String> marked = new ArrayList<>(Program.OPTIONS);
    marked.add(home.marker());
    return program.command(marked, options.training());
  }

  private void awaitReady() throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    Duration limit = options.training() ? TRAINING_PATIENCE : READY_LIMIT;
    for (SupervisedProcess service : services.values()) {
      service.awaitReady(http, limit);
    }
  }

  /** Environment for the service that is developed elsewhere. */
  public Map<String, String> environmentOf(ServiceName name) {
    return Objects.requireNonNull(environment, "services are not started").of(name);
  }

  /** Base URL of a service's API. */
  public String url(ServiceName name) {
    return Objects.requireNonNull(environment, "services are not started").url(name);
  }

  /** Base URL of a service's health and metrics. */
  public String managementUrl(ServiceName name) {
    return Objects.requireNonNull(environment, "services are not started").managementUrl(name);
  }

  /** The job table's database. */
  public Database jobs() {
    return surroundings().jobs();
  }

  /** The database that is loaded. */
  public Database target() {
    return surroundings().target();
  }

  /** The buckets. */
  public Storage storage() {
    return surroundings().storage();
  }

  /** The description of the source bucket's content, if it was kept from an earlier system. */
  public Optional<String> keptSource() {
    return keptSource;
  }

  /**
   * Says that the source bucket now holds all it should and may be kept for the next system, and
   * what that is.
   */
  public void describeSource(String text) {
    surroundings().home().describe(text);
  }

  /** Directory of all log files. */
  public Path logs() {
    return surroundings().home().logs();
  }

  private Surroundings surroundings() {
    return Objects.requireNonNull(surroundings, "the surroundings are not started");
  }

  private synchronized void writePortFile() {
    if (closing || options.portFile().isEmpty()) {
      return;
    }
    Surroundings around = surroundings();
    String text =
        PortFile.text(
            services.values(),
            around.jobs(),
            around.target(),
            around.storage(),
            around.home().logs(),
            around.keys());
    HomeDirectory.writeAtomically(options.portFile().get(), text);
  }

  /** Keeps a started part for {@link #close}; ends it at once if closing has begun. */
  private <T extends AutoCloseable> T part(T started) {
    synchronized (this) {
      if (!closing) {
        parts.push(started);
        return started;
      }
    }
    end(started);
    throw new StandaloneException("ended while starting");
  }

  private void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) { // what AutoCloseable declares; the other parts must end, too
      notices.accept("a part did not end cleanly (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Ends everything, the services first. Does nothing the second time. */
  @Override
  public void close() {
    List<AutoCloseable> ending;
    synchronized (this) {
      closing = true;
      ending = List.copyOf(parts);
      parts.clear();
    }
    for (AutoCloseable part : ending) {
      if (part instanceof SupervisedProcess service) {
        service.requestEnd();
      }
    }
    ending.forEach(this::end);
  }
}
