package io.understudy.standalone;

import io.understudy.engine.key.Keyring;
import io.understudy.files.FileException;
import io.understudy.standalone.Arguments.UsageException;
import io.understudy.standalone.check.ConfigCheck;
import io.understudy.standalone.check.Preview;
import io.understudy.standalone.demo.Demo;
import io.understudy.standalone.demo.DemoData;
import io.understudy.standalone.demo.OwnFiles;
import io.understudy.standalone.demo.ShopData;
import io.understudy.standalone.local.Installation;
import io.understudy.standalone.local.KeyDirectory;
import io.understudy.standalone.local.LocalSystem;
import io.understudy.standalone.local.ServiceName;
import io.understudy.standalone.propose.Propose;
import io.understudy.standalone.run.Amounts;
import io.understudy.standalone.verify.Buckets;
import io.understudy.standalone.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** The program. Exit codes: 0 fine, 1 something went wrong and was said, 2 wrong command line. */
public final class Main {
  private static final Predicate<String> NOTHING = description -> false;

  /** So many that rules are compiled well, and so few that it takes a second. */
  private static final int TRAINING_ROWS = 2_000;

  private final Console console;
  private final Installation installation;

  private Main(Console console, Installation installation) {
    this.console = console;
    this.installation = installation;
  }

  /** Runs and exits. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), Console.standard()));
  }

  private static int run(List<String> arguments, Console console) {
    try {
      Arguments parsed = CommandLine.parse(arguments, Runtime.getRuntime().availableProcessors());
      Main main = new Main(console, Installation.ofThisProgram());
      return switch (parsed) {
        case Arguments.Help help -> main.help(help);
        case Arguments.Serve serve -> main.serve(serve);
        case Arguments.Dev dev -> main.dev(dev);
        case Arguments.Demo demo -> main.demo(demo);
        case Arguments.Check check -> main.check(check);
        case Arguments.PreviewRows preview -> main.preview(preview);
        case Arguments.ProposeConfig propose -> main.propose(propose);
        case Arguments.Verify verify -> main.verify(verify);
        case Arguments.Train train -> main.train();
      };
    } catch (UsageException e) {
      console.line(String.valueOf(e.getMessage()));
      console.line("\"understudy help\" lists all commands and options.");
      return 2;
    } catch (StandaloneException | FileException e) {
      console.line(String.valueOf(e.getMessage()));
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int help(Arguments.Help help) {
    help.text().lines().forEach(console::line);
    return 0;
  }

  private int serve(Arguments.Serve serve) throws InterruptedException {
    try (LocalSystem system =
        system(serve.place(), serve.portFile(), Optional.empty(), NOTHING, false)) {
      system.startSurroundings();
      if (serve.services()) {
        system.startServices();
        for (ServiceName name : ServiceName.values()) {
          console.line(name.label() + " " + system.url(name));
        }
      } else {
        system.describeSurroundings();
      }
      console.line("ready; Ctrl-C ends everything. Logs: " + system.logs());
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private int dev(Arguments.Dev dev) throws InterruptedException {
    try (LocalSystem system =
        system(dev.place(), Optional.empty(), Optional.of(dev.service()), NOTHING, false)) {
      system.startSurroundings();
      system.startServices();
      ProcessBuilder maven =
          new ProcessBuilder(
                  installation.root().resolve("mvnw").toString(),
                  "-Dquick",
                  "quarkus:dev",
                  "-pl",
                  dev.service().module(),
                  "-am")
              .directory(installation.root().toFile())
              .inheritIO();
      maven.environment().putAll(system.environmentOf(dev.service()));
      console.line(dev.service().label() + " " + system.url(dev.service()) + " (live reload)");
      return maven.start().waitFor();
    } catch (IOException e) {
      throw new StandaloneException("./mvnw cannot be run in " + installation.root(), e);
    }
  }

  private int demo(Arguments.Demo demo) throws InterruptedException {
    int threads = Math.min(demo.place().workers(), Runtime.getRuntime().availableProcessors());
    DemoData data =
        demo.own().isPresent() ? own(demo.own().get()) : shop(demo.seed(), demo.rows(), threads);
    try (LocalSystem system =
        system(demo.place(), Optional.empty(), Optional.empty(), data::isThere, false)) {
      return new Demo(console, system, data, threads, demo.keep()).run() ? 0 : 1;
    }
  }

  private DemoData shop(long seed, int rows, int threads) {
    Path example = installation.root().resolve("docs/examples/shop.yaml");
    return new ShopData(seed, rows, example, threads);
  }

  /** Does nothing where it was done before. */
  private int train() throws InterruptedException {
    if (!Installation.cachesSupported()) {
      console.line("services start without caches: those need JDK 25 or later");
      return 0;
    }
    if (installation.hasCaches()) {
      console.line("services start from the caches of an earlier training");
      return 0;
    }
    long start = System.nanoTime();
    Path home = installation.root().resolve("standalone/target/training");
    Arguments.Place place = new Arguments.Place(Optional.of(home), Optional.empty(), 1);
    DemoData data = shop(1, TRAINING_ROWS, 1);
    try (LocalSystem system = system(place, Optional.empty(), Optional.empty(), NOTHING, true)) {
      if (!new Demo(Console.silent(), system, data, 1, false).run()) {
        console.line("the training run did not go well; its logs: " + system.logs());
        return 1;
      }
    }
    installation.makeCaches(home.resolve("caches.log"));
    console.line("trained in " + Amounts.seconds(Duration.ofNanos(System.nanoTime() - start)));
    return 0;
  }

  private int propose(Arguments.ProposeConfig propose) {
    quiet();
    return new Propose(console).run(propose.request()) ? 0 : 1;
  }

  private int check(Arguments.Check check) {
    quiet();
    return new ConfigCheck(console, keys(check.home(), check.keys())).run(check.request()) ? 0 : 1;
  }

  private int preview(Arguments.PreviewRows preview) {
    quiet();
    Keyring keyring = keys(preview.home(), preview.keys());
    return new Preview(console, keyring).run(preview.request()) ? 0 : 1;
  }

  private int verify(Arguments.Verify verify) {
    quiet();
    Path home = verify.home().orElse(installation.defaultHome());
    Keyring keyring = KeyDirectory.existingRing(home, verify.keys());
    try (Buckets buckets = new Buckets()) {
      Verification verification = new Verification(console, keyring, buckets::store);
      return verification.run(verify.manifest(), verify.sink()) ? 0 : 1;
    }
  }

  private Keyring keys(Optional<Path> home, Optional<Path> own) {
    Path directory = home.orElse(installation.defaultHome());
    return KeyDirectory.ring(directory, own, new SecureRandom());
  }

  /** What the libraries log is of no use for who checks a config, and may hold values. */
  private static void quiet() {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
  }

  private static DemoData own(Arguments.Own own) {
    return new OwnFiles(own.source(), own.config(), own.files());
  }

  private LocalSystem system(
      Arguments.Place place,
      Optional<Path> portFile,
      Optional<ServiceName> developed,
      Predicate<String> keepSource,
      boolean training) {
    Path home = place.home().orElse(installation.defaultHome());
    // where this process's libraries log: said before the first is touched, made before, too
    System.setProperty(
        "org.slf4j.simpleLogger.logFile", home.resolve("logs/embedded.log").toString());
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    LocalSystem system =
        new LocalSystem(
            installation,
            new LocalSystem.Options(
                home, place.keys(), place.workers(), portFile, developed, keepSource, training),
            console::line,
            new SecureRandom());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  // what the main thread would say of parts that are gone is no news
                  console.mute();
                  system.close();
                },
                "end"));
    return system;
  }
}
