package io.understudy.scheduler.launch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The API of a server in this process, with server-side apply of what is not there yet. */
final class ApplyingApi extends KubernetesCrudDispatcher {
  private final Map<String, MockResponse> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger applied = new AtomicInteger();
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(Serialization.jsonMapper()),
          new MockWebServer(),
          new HashMap<>(),
          this,
          false);

  /** Requests are not repeated by the client itself. */
  KubernetesClient start() {
    server.init();
    return server.createClient(
        builder -> builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
  }

  void stop() {
    server.destroy();
  }

  /** Answers every apply of an object whose name contains {@code name} so, until told otherwise. */
  void refuse(String name, int code, String status) {
    MockResponse answer = new MockResponse();
    answer.setResponseCode(code);
    answer.setBody(status);
    refusals.put(name, answer);
  }

  void accept(String name) {
    refusals.remove(name);
  }

  /** How many applies there were. */
  int applied() {
    return applied.get();
  }

  @Override
  public MockResponse handlePatch(RecordedRequest request) {
    if (!String.valueOf(request.getHeader("Content-Type")).contains("apply-patch")) {
      return super.handlePatch(request);
    }
    applied.incrementAndGet();
    String path = request.getPath().replaceAll("\\?.*", "");
    for (Map.Entry<String, MockResponse> refusal : refusals.entrySet()) {
      if (path.contains(refusal.getKey())) {
        return refusal.getValue();
      }
    }
    return handleCreate(
        new RecordedRequest(
            request.getHttpVersion(),
            HttpMethod.POST,
            path.substring(0, path.lastIndexOf('/')),
            request.getHeaders(),
            request.getBody()));
  }
}
