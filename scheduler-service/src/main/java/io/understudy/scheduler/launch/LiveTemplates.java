package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The worker templates as the installation's ConfigMap has them now. An upgrade or a rollback
 * changes it, and from then on every scheduler, of whatever release, has workers run as it says: so
 * schedulers of two releases never undo each other's work.
 */
final class LiveTemplates implements Supplier<WorkerTemplates>, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LiveTemplates.class);

  private final SharedIndexInformer<ConfigMap> informer;
  private final String name;
  private final OwnerReference owner;
  private volatile WorkerTemplates current;

  /**
   * Reads the ConfigMap.
   *
   * @throws IllegalArgumentException with the remedy if it is not there, or is none of templates
   */
  LiveTemplates(KubernetesClient client, String namespace, String name) {
    this.name = name;
    Resource<ConfigMap> resource = client.configMaps().inNamespace(namespace).withName(name);
    ConfigMap found;
    try {
      found = resource.get();
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException(
          "understudy.launcher.job-templates: ConfigMap "
              + name
              + " cannot be read ("
              + e.getCode()
              + "); the scheduler must reach the Kubernetes API, and its Role allow to get, list"
              + " and watch this ConfigMap",
          e);
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "understudy.launcher.job-templates: there is no ConfigMap "
              + name
              + " in namespace "
              + namespace
              + "; it must hold the Kubernetes Job that workers run in, as "
              + WorkerTemplates.DEFAULT);
    }
    this.current = WorkerTemplates.parse(content(found));
    this.owner =
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName(name)
            .withUid(found.getMetadata().getUid())
            .build();
    this.informer = resource.runnableInformer(0);
  }

  private static Map<String, String> content(ConfigMap map) {
    return map.getData() == null ? Map.of() : map.getData();
  }

  /** Begins to watch. */
  LiveTemplates start() {
    informer.addEventHandler(
        new ClusterView.Handler<>(
            this::changed,
            gone -> LOG.infof("ConfigMap %s is gone: the installation is being removed", name)));
    ClusterView.watch(informer);
    return this;
  }

  private void changed(ConfigMap map) {
    try {
      WorkerTemplates read = WorkerTemplates.parse(content(map));
      if (!read.equals(current)) {
        LOG.infof("ConfigMap %s has changed: workers start as it says now", name);
        current = read;
      }
    } catch (IllegalArgumentException e) {
      LOG.errorf("ConfigMap %s has changed, and is not used: %s", name, e.getMessage());
    }
  }

  @Override
  public WorkerTemplates get() {
    return current;
  }

  /** Whether a change is seen at once. */
  boolean isWatching() {
    return informer.isWatching();
  }

  /** What makes Jobs go away with the installation. */
  OwnerReference owner() {
    return owner;
  }

  @Override
  public void close() {
    informer.close();
  }
}
