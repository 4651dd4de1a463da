package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks the launcher for so many workers, in pods that no node takes, and counts what it asks of the API server. */
public final class LaunchBenchmark {
  private static final Duration PATIENCE = Duration.ofHours(1); // pods that wait are what is asked for here
  private static final String TEMPLATE =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {labels: {app.kubernetes.io/instance: benchmark}}
      spec:
        backoffLimit: 1000000
        template:
          metadata: {labels: {app.kubernetes.io/instance: benchmark}}
          spec:
            restartPolicy: Never
            nodeSelector: {understudy.io/nowhere: "true"}
            containers:
              - {name: worker, image: "busybox:local"}
      """;

  private LaunchBenchmark() {}

  /** Arguments: kubeconfig, workers. */
  public static void main(String[] arguments) throws Exception {
    File kubeconfig = new File(arguments[0]);
    int workers = Integer.parseInt(arguments[1]);
    String space = "benchmark-" + Long.toString(System.nanoTime(), 36);
    Counting counting = new Counting();
    try (KubernetesClient watcher = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("count", counting))
                .build()) {
      watcher.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(space).endMetadata().build()).create();
      while (watcher.serviceAccounts().inNamespace(space).withName("default").get() == null) {
        Thread.sleep(50);
      }
      KubernetesJobs launcher =
          new KubernetesJobs(
                  client,
                  () -> WorkerTemplates.of(WorkerTemplate.parse("benchmark", TEMPLATE)),
                  new KubernetesJobs.Settings(space, workers, null, PATIENCE, 20),
                  Clock.systemUTC(),
                  pod -> {})
              .start();
      try {
        long begin = System.nanoTime();
        launcher.keep(List.of(new Demand(1, workers)));
        int there = 0;
        double seconds = 0;
        while (there < workers) {
          Thread.sleep(500);
          launcher.keep(List.of(new Demand(1, workers)));
          there = watcher.pods().inNamespace(space).list().getItems().size();
          seconds = (System.nanoTime() - begin) / 1e9;
        }
        Map<String, Integer> requests = counting.requests();
        int all = requests.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
            Locale.ROOT,
            "%d pods exist after %.1f s; the scheduler sent %d requests, %.3f a pod: %s%n",
            there, seconds, all, (double) all / workers, requests);
      } finally {
        launcher.stop();
        watcher.namespaces().withName(space).delete();
      }
    }
    System.exit(0);
  }

  private static final class Counting implements Interceptor {
    private final Map<String, Integer> requests = new TreeMap<>();

    @Override
    public synchronized void before(
        io.fabric8.kubernetes.client.http.BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String kind = request.uri().getPath().replaceAll(".*/namespaces/[^/]+/", "").replaceAll("/.*", "");
      String watch = String.valueOf(request.uri().getQuery()).contains("watch=true") ? " (watch)" : "";
      requests.merge(request.method() + " " + kind + watch, 1, Integer::sum);
    }

    synchronized Map<String, Integer> requests() {
      return Map.copyOf(requests);
    }
  }
}
