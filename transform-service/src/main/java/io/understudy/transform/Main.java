package io.understudy.transform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.understudy.transform.preflight.PreflightWorker;
import io.understudy.transform.work.Worker;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts as what {@code understudy.mode} says. Exit code 0: done; 1: the worker could not work. */
@QuarkusMain
public class Main implements QuarkusApplication {
  private final Mode mode;
  private final Instance<Worker> worker;
  private final Instance<PreflightWorker> preflight;

  Main(
      @ConfigProperty(name = "understudy.mode", defaultValue = "api") Mode mode,
      Instance<Worker> worker,
      Instance<PreflightWorker> preflight) {
    this.mode = mode;
    this.worker = worker;
    this.preflight = preflight;
  }

  /** Starts Quarkus with this. */
  public static void main(String... args) {
    Termination.watch();
    Quarkus.run(Main.class, args);
  }

  @Override
  public int run(String... args) throws InterruptedException {
    return switch (mode) {
      case API -> {
        Quarkus.waitForExit();
        yield 0;
      }
      case WORKER -> worker.get().run();
      case PREFLIGHT -> preflight.get().run();
    };
  }
}
