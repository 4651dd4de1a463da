package io.understudy.it;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;

/** Many small files of people. */
final class ManyFiles {
  private static final String DOMAIN = "@northwind-post.net";

  private ManyFiles() {}

  static void upload(Installation system, String prefix, int files, int rows) {
    for (int file = 0; file < files; file++) {
      StringBuilder text = new StringBuilder("id,name,email,balance\n");
      for (int row = 0; row < rows; row++) {
        int id = file * rows + row;
        text.append(id).append(",Emma Quillmere").append(id % 997);
        text.append(",emma").append(id).append(DOMAIN).append(',').append(id * 7 % 1000);
        text.append(".50\n");
      }
      system.upload(
          prefix + "people/part-%04d.csv".formatted(file),
          text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  static String pipeline(Installation system, String prefix, String name, int parallelism) {
    return """
    pipeline: %s
    source: s3://%s/%s
    sink: s3://%s/%s/
    transform:
      globals: { locales: [en_US] }
      steps:
        - rows:
            update:
              - { name: name, value: fake.name() }
              - { name: email, value: fake.email() }
    tables: { people: { files: "people/*" } }
    parallelism: %d
    """
        .formatted(name, system.sourceBucket(), prefix, system.sinkBucket(), name, parallelism);
  }

  /** How many of the files below a prefix of the sink have an original in them. */
  static long originals(Installation system, String prefix) {
    return system.sinkKeys(prefix).stream()
        .map(key -> new String(system.sinkObject(key), StandardCharsets.UTF_8))
        .filter(text -> text.contains(DOMAIN) || text.contains("Quillmere"))
        .count();
  }

  /** What a scheduler of the next version does to the job table at its start: it only adds. */
  static void migrateToTheNextVersion(Installation system) throws Exception {
    try (Connection database = system.database("jobs");
        Statement statement = database.createStatement()) {
      statement.execute("alter table understudy.job add column next_version text");
      statement.execute("alter table understudy.run add column next_version text");
      statement.execute("create index job_next_version on understudy.job (next_version)");
      statement.execute(
          """
          insert into understudy.flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by,
             execution_time, success)
          select max(installed_rank) + 1, '900', 'next version', 'SQL', 'V900__next_version.sql', 1,
                 'test', 1, true
          from understudy.flyway_schema_history
          """);
    }
  }
}
