package io.understudy.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that calls the API all the time, and keeps its connections as clients do. */
final class Caller implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Installation system;
  private volatile String path = "/v1/runs";
  private volatile boolean closed;
  private final Thread thread = Thread.ofPlatform().unstarted(this::call);

  Caller(Installation system) {
    this.system = system;
    thread.start();
  }

  void follow(long run) {
    path = "/v1/runs/" + run;
  }

  private void call() {
    while (!closed) {
      String url = system.apiUrl() + path;
      try {
        HttpRequest request =
            system
                .authorized(HttpRequest.newBuilder(URI.create(url)))
                .timeout(Duration.ofSeconds(20))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
          failures.add(path + ": " + status);
        }
        calls.incrementAndGet();
        Thread.sleep(50);
      } catch (IOException e) {
        failures.add(path + ": " + e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  int calls() {
    return calls.get();
  }

  /** Answers other than 2xx, and calls without an answer. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
