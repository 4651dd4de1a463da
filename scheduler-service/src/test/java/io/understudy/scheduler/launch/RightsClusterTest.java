package io.understudy.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.understudy.scheduler.launch.Launcher.Demand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The Role of the chart is what the launcher needs, and no more: without any one of its verbs
 * something breaks, and what does is written here. All at once, each in a namespace of its own.
 */
@Timeout(180)
@EnabledIfEnvironmentVariable(named = "UNDERSTUDY_TEST_KUBECONFIG", matches = ".+")
class RightsClusterTest {
  private static final Path RIGHTS = Path.of("../chart/src/main/helm/templates/rights.yaml");
  private static final String OWNER = "understudy-worker";

  /** What the launcher does in a namespace whose quota lets one pod in where it wants two. */
  private enum Situation {
    AN_UPGRADE_IS_FOLLOWED,
    WARNINGS_ARE_SEEN_AT_ONCE,
    A_RUN_GETS_A_JOB,
    JOBS_GO_WITH_THE_RELEASE,
    PARALLELISM_FOLLOWS_WHAT_THE_CLUSTER_GIVES,
    THE_STATUS_NAMES_THE_QUOTA,
    A_POD_THAT_DIES_IS_NOTICED,
    A_JOB_GOES_WITH_ITS_RUN
  }

  private static final Set<Situation> ALL = Set.of(Situation.values());

  private static final Set<Situation> JOBS =
      EnumSet.complementOf(
          EnumSet.of(Situation.AN_UPGRADE_IS_FOLLOWED, Situation.WARNINGS_ARE_SEEN_AT_ONCE));

  private static final Set<Situation> BY_EVENTS =
      Set.of(
          Situation.PARALLELISM_FOLLOWS_WHAT_THE_CLUSTER_GIVES,
          Situation.THE_STATUS_NAMES_THE_QUOTA);

  /** The client reads a Job before it patches it; nothing is done before all is known. */
  private static final Map<String, Set<Situation>> BREAKS =
      Map.ofEntries(
          Map.entry("configmaps get", ALL),
          Map.entry("configmaps list", Set.of(Situation.AN_UPGRADE_IS_FOLLOWED)),
          Map.entry("configmaps watch", Set.of(Situation.AN_UPGRADE_IS_FOLLOWED)),
          Map.entry(
              "events list",
              Set.of(
                  Situation.WARNINGS_ARE_SEEN_AT_ONCE,
                  Situation.PARALLELISM_FOLLOWS_WHAT_THE_CLUSTER_GIVES,
                  Situation.THE_STATUS_NAMES_THE_QUOTA)),
          Map.entry("events watch", Set.of(Situation.WARNINGS_ARE_SEEN_AT_ONCE)),
          Map.entry("jobs create", JOBS),
          Map.entry("jobs delete", Set.of(Situation.A_JOB_GOES_WITH_ITS_RUN)),
          Map.entry("jobs get", BY_EVENTS),
          Map.entry("jobs list", JOBS),
          Map.entry("jobs patch", JOBS),
          Map.entry("jobs watch", JOBS),
          Map.entry("pods list", JOBS),
          Map.entry("pods watch", JOBS));

  private final Config config =
      new ConfigBuilder(
              Config.fromKubeconfig(new File(System.getenv("UNDERSTUDY_TEST_KUBECONFIG"))))
          .withRequestTimeout(60_000)
          .build();
  private final KubernetesClient admin = new KubernetesClientBuilder().withConfig(config).build();
  private final String start = "rights-" + Long.toString(System.nanoTime(), 36) + "-";

  private static List<PolicyRule> rules() throws IOException {
    String text = Files.readString(RIGHTS);
    String rules =
        text.substring(text.indexOf("\nrules:"), text.indexOf("\n---"))
            .replace("{{ include \"understudy.fullname\" . }}", "understudy");
    return Serialization.unmarshal(
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: x}" + rules,
            Role.class)
        .getRules();
  }

  /** The rules without each verb, by resource and verb; all of them under "nothing". */
  private static Map<String, List<PolicyRule>> withoutEach(List<PolicyRule> rules) {
    Map<String, List<PolicyRule>> all = new TreeMap<>();
    all.put("nothing", rules);
    for (PolicyRule rule : rules) {
      for (String verb : rule.getVerbs()) {
        List<PolicyRule> fewer = new ArrayList<>(rules);
        List<String> verbs = new ArrayList<>(rule.getVerbs());
        verbs.remove(verb);
        fewer.remove(rule);
        if (!verbs.isEmpty()) {
          fewer.add(new PolicyRuleBuilder(rule).withVerbs(verbs).build());
        }
        all.put(String.join("+", rule.getResources()) + " " + verb, fewer);
      }
    }
    return all;
  }

  @Test
  void withoutAnyVerbSomethingBreaks() throws Exception {
    Map<String, Set<Situation>> broken = new ConcurrentHashMap<>();
    Map<String, List<PolicyRule>> cases = withoutEach(rules());
    ExecutorService each = Executors.newCachedThreadPool();
    try {
      Instant begin = Instant.now();
      assertThat(brokenWith("nothing", cases.remove("nothing"), 60))
          .as("with all rights")
          .isEmpty();
      // what takes longer by far than with all rights does not come
      int patience = 10 + (int) Duration.between(begin, Instant.now()).toSeconds();
      List<Future<?>> all = new ArrayList<>();
      cases.forEach(
          (taken, rules) ->
              all.add(each.submit(() -> broken.put(taken, brokenWith(taken, rules, patience)))));
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      each.shutdownNow();
      admin.namespaces().withName(space("nothing")).delete();
      cases.keySet().forEach(taken -> admin.namespaces().withName(space(taken)).delete());
      admin.close();
    }
    // without a watch they are listed again and again, so what they tell may be seen late or not
    broken.getOrDefault("events watch", new TreeSet<>()).removeAll(BY_EVENTS);
    assertThat(new TreeMap<>(broken)).isEqualTo(new TreeMap<>(BREAKS));
  }

  private String space(String taken) {
    return start + taken.replaceAll("[^a-z]", "-");
  }

  private Set<Situation> brokenWith(String taken, List<PolicyRule> rules, int patience)
      throws InterruptedException {
    String space = space(taken);
    KubernetesClient client = client(space, rules);
    List<String> lost = new CopyOnWriteArrayList<>();
    LiveTemplates templates;
    try {
      templates = new LiveTemplates(client, space, OWNER).start();
    } catch (IllegalArgumentException e) {
      client.close();
      return ALL;
    }
    KubernetesJobs launcher =
        new KubernetesJobs(
            client,
            templates,
            new KubernetesJobs.Settings(space, 100, templates.owner(), Duration.ofSeconds(1), 20),
            Clock.systemUTC(),
            lost::add);
    Set<Situation> seen = new TreeSet<>();
    List<Demand> demands = List.of(new Demand(1, 2));
    try {
      launcher.start().keep(demands);
      until(
          patience,
          () -> {
            for (Job job : admin.batch().v1().jobs().inNamespace(space).list().getItems()) {
              seen.add(Situation.A_RUN_GETS_A_JOB);
              if (!job.getMetadata().getOwnerReferences().isEmpty()) {
                seen.add(Situation.JOBS_GO_WITH_THE_RELEASE);
              }
              if (WorkerJob.parallelism(job) == 1) {
                seen.add(Situation.PARALLELISM_FOLLOWS_WHAT_THE_CLUSTER_GIVES);
              }
            }
            if (launcher.keep(demands).getOrDefault(1L, "").contains("ResourceQuota")) {
              seen.add(Situation.THE_STATUS_NAMES_THE_QUOTA);
            }
            if (templates.isWatching()) {
              seen.add(Situation.AN_UPGRADE_IS_FOLLOWED);
            }
            if (launcher.seesWarnings()) {
              seen.add(Situation.WARNINGS_ARE_SEEN_AT_ONCE);
            }
            return seen.size() == 6 && running(space) != null;
          });
      String pod = running(space);
      if (pod != null) {
        admin.pods().inNamespace(space).withName(pod).withGracePeriod(0).delete();
        if (until(patience / 2, () -> lost.contains(pod))) {
          seen.add(Situation.A_POD_THAT_DIES_IS_NOTICED);
        }
      }
      launcher.keep(List.of());
      boolean gone =
          until(
              patience / 2,
              () ->
                  seen.contains(Situation.A_RUN_GETS_A_JOB)
                      && admin.batch().v1().jobs().inNamespace(space).list().getItems().isEmpty());
      if (gone) {
        seen.add(Situation.A_JOB_GOES_WITH_ITS_RUN);
      }
    } finally {
      launcher.stop();
      templates.close();
      client.close();
    }
    Set<Situation> broken = new TreeSet<>(ALL);
    broken.removeAll(seen);
    return broken;
  }

  private String running(String space) {
    for (Pod pod : admin.pods().inNamespace(space).list().getItems()) {
      if ("Running".equals(pod.getStatus().getPhase())) {
        return pod.getMetadata().getName();
      }
    }
    return null;
  }

  private static boolean until(int seconds, BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(seconds);
    while (Instant.now().isBefore(end)) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.sleep(500);
    }
    return false;
  }

  /** As a service account of a new namespace that has these rights. */
  private KubernetesClient client(String space, List<PolicyRule> rules)
      throws InterruptedException {
    admin
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(space).endMetadata().build())
        .create();
    admin
        .resourceQuotas()
        .inNamespace(space)
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("one")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("1")))
                .endSpec()
                .build())
        .create();
    admin
        .configMaps()
        .inNamespace(space)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(OWNER)
                .endMetadata()
                .addToData(WorkerTemplates.DEFAULT, KubernetesJobsClusterTest.TEMPLATE)
                .build())
        .create();
    admin
        .rbac()
        .roles()
        .inNamespace(space)
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("scheduler")
                .endMetadata()
                .withRules(rules)
                .build())
        .create();
    admin
        .rbac()
        .roleBindings()
        .inNamespace(space)
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("scheduler")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "scheduler")
                .addNewSubject("", "ServiceAccount", "default", space)
                .build())
        .create();
    List<Secret> tokens = new ArrayList<>();
    if (!until(
        30,
        () ->
            tokens.addAll(
                admin.secrets().inNamespace(space).list().getItems().stream()
                    .filter(secret -> secret.getData() != null)
                    .filter(secret -> secret.getData().containsKey("token"))
                    .toList()))) {
      throw new IllegalStateException(space + ": no token of the service account appears");
    }
    String token =
        new String(
            Base64.getDecoder().decode(tokens.get(0).getData().get("token")),
            StandardCharsets.UTF_8);
    Config own =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(config.getMasterUrl())
            .withCaCertData(config.getCaCertData())
            .withCaCertFile(config.getCaCertFile())
            .withTrustCerts(config.isTrustCerts())
            .withOauthToken(token)
            .withNamespace(space)
            .withRequestRetryBackoffLimit(1)
            .build();
    return new KubernetesClientBuilder().withConfig(own).build();
  }
}
