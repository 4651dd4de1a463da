package io.understudy.standalone.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collection;

/** The running system in JSON, for programs that use it. It holds credentials. */
final class PortFile {
  private PortFile() {}

  static String text(
      Collection<SupervisedProcess> services,
      Database jobs,
      Database target,
      Storage storage,
      Path logs,
      Path keys) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (SupervisedProcess service : services) {
      all.putObject(service.name())
          .put("url", service.url().toString())
          .put("managementUrl", service.managementUrl().toString())
          .put("pid", service.pid());
    }
    all.set("jobs", database(jobs));
    all.set("target", database(target));
    all.putObject("s3")
        .put("endpoint", storage.endpoint())
        .put("region", storage.region())
        .put("accessKey", storage.accessKey())
        .put("secretKey", storage.secretKey())
        .put("source", storage.source())
        .put("sink", storage.sink());
    all.put("logs", logs.toString());
    all.put("keys", keys.toString());
    all.put("pid", ProcessHandle.current().pid());
    return all.toPrettyString();
  }

  private static JsonNode database(Database database) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("jdbcUrl", database.jdbcUrl())
        .put("user", database.user())
        .put("password", database.password());
  }
}
