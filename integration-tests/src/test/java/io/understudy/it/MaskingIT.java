package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files in, masked files and a masked database out. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskingIT {
  private static final int CUSTOMERS = 3000;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir static Path folder;
  private Installation system;
  private DuckDb duckdb;
  private Set<String> secrets;
  private JsonNode first;
  private JsonNode again;
  private JsonNode otherKey;

  @BeforeAll
  void runs(Installation installation) throws Exception {
    system = installation;
    duckdb = new DuckDb();
    ShopFiles.write(duckdb, folder.resolve("in"), CUSTOMERS);
    secrets = ShopFiles.secrets(duckdb);
    system.uploadFolder("masking/", folder.resolve("in"));
    first = run("shop-a", "default");
    again = run("shop-b", "default");
    otherKey = run("shop-c", "other");
    for (String name : List.of("shop-a", "shop-b", "shop-c")) {
      system.downloadSink(name + "/", folder.resolve(name));
    }
    Path a = folder.resolve("shop-a");
    duckdb.execute(
        "create view m_customers as select * from read_parquet('" + a + "/customers/*.parquet')");
    duckdb.execute(
        "create view m_orders as select * from read_csv('"
            + a
            + "/orders/orders.csv', delim = ';', header = true, nullstr = '', allow_quoted_nulls ="
            + " false)");
    duckdb.execute(
        "create view m_tickets as select * from read_json('" + a + "/tickets/tickets.jsonl.gz')");
  }

  private JsonNode run(String name, String key) throws Exception {
    long id = system.startRun(ShopFiles.pipeline(system, name, "masking", key));
    JsonNode run = system.awaitEnd(id, LIMIT);
    assertThat(run.get("state").asText()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
    return run;
  }

  @Test
  void countsAreEqualInSourceSinkTargetAndStatus() throws Exception {
    Map<String, Long> expected = new LinkedHashMap<>();
    Map<String, Long> found = new LinkedHashMap<>();
    try (Connection target = system.database("target")) {
      for (String table : List.of("customers", "orders", "tickets")) {
        long source = duckdb.number("select count(*) from " + table);
        for (String place : List.of("sink", "target", "rowsIn", "rowsOut", "rowsLoaded")) {
          expected.put(table + " " + place, source);
        }
        found.put(table + " sink", duckdb.number("select count(*) from m_" + table));
        found.put(table + " target", number(target, "select count(*) from public.shop_a_" + table));
        JsonNode status = table(first, table);
        for (String place : List.of("rowsIn", "rowsOut", "rowsLoaded")) {
          found.put(table + " " + place, status.get(place).asLong());
        }
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void untouchedColumnsAreEqual() throws Exception {
    String columns = "customer_id, tier, date_of_birth, balance";
    assertThat(difference("customers", columns)).isZero();
    assertThat(difference("tickets", "ticket_id, customer_id, subject")).isZero();
    assertThat(difference("orders", "order_id, customer_id, status, total, note")).isZero();
  }

  @Test
  void noOriginalSurvivesInTheMaskedColumns() throws Exception {
    for (String column : List.of("customer_no", "first_name", "last_name", "email", "phone")) {
      assertThat(
              duckdb.number(
                  "select count(*) from customers c join m_customers m using (customer_id)"
                      + " where c.%1$s = m.%1$s".formatted(column)))
          .as(column)
          .isZero();
      assertThat(
              duckdb.number(
                  "select count(*) from customers c join m_customers m using (customer_id)"
                      + " where (c.%1$s is null) <> (m.%1$s is null)".formatted(column)))
          .as("nulls of " + column)
          .isZero();
    }
  }

  @Test
  void maskedBusinessKeysStillJoin() throws Exception {
    String join = "select count(*) from %s c join %s o using (customer_no)";
    assertThat(duckdb.number(join.formatted("m_customers", "m_orders")))
        .isEqualTo(duckdb.number(join.formatted("customers", "orders")));
    try (Connection target = system.database("target")) {
      assertThat(number(target, join.formatted("shop_a_customers", "shop_a_orders")))
          .isEqualTo(duckdb.number(join.formatted("customers", "orders")));
    }
  }

  @Test
  void freeTextGetsTheSameFakesAsTheCustomersTable() throws Exception {
    assertThat(
            duckdb.number(
                "select count(*) from m_tickets t join m_customers c using (customer_id)"
                    + " where contains(t.body, c.email) and contains(t.body, c.phone)"
                    + " and contains(t.body, c.first_name || ' ' || c.last_name)"))
        .isEqualTo(duckdb.number("select count(*) from tickets"));
  }

  @Test
  void oneKeyGivesIdenticalFilesAnotherKeyDifferentOnes() throws Exception {
    Map<String, String> a = digests("shop-a");
    assertThat(digests("shop-b")).isEqualTo(a);
    assertThat(digests("shop-c").keySet()).isEqualTo(a.keySet());
    assertThat(digests("shop-c").values()).doesNotContainAnyElementsOf(a.values());
    assertThat(again.get("keyId")).isEqualTo(first.get("keyId"));
    assertThat(otherKey.get("keyId").asText()).isEqualTo("other");
  }

  @Test
  void noSecretIsInSinkTargetJobTableLogsOrMetrics() throws Exception {
    StringBuilder sink = new StringBuilder();
    for (String table : List.of("m_customers", "m_orders", "m_tickets")) {
      duckdb.rows("select * from " + table).forEach(row -> sink.append(row).append('\n'));
    }
    assertThat(ShopFiles.hits(secrets, sink.toString())).as("sink").isZero();
    for (String place : List.of("target", "jobs")) {
      try (Connection database = system.database(place)) {
        String dump = dump(database);
        assertThat(dump).as(place).contains("understudy.");
        assertThat(ShopFiles.hits(secrets, dump)).as(place).isZero();
      }
    }
    String logs = logs();
    assertThat(logs).contains("TRANSFORM s3://");
    assertThat(ShopFiles.hits(secrets, logs)).as("logs").isZero();
    for (String service : List.of("scheduler", "transform", "loader")) {
      String metrics = RestAssured.get(system.managementUrl(service) + "/q/metrics").asString();
      assertThat(metrics).contains("jvm_");
      assertThat(ShopFiles.hits(secrets, metrics)).as(service + " metrics").isZero();
    }
    String api = RestAssured.get(system.url("scheduler") + "/v1/runs").asString();
    assertThat(ShopFiles.hits(secrets, api)).as("API").isZero();
  }

  private long difference(String table, String columns) throws SQLException {
    String one = "select %s from %s except all select %s from %s";
    return duckdb.number(
            "select count(*) from (" + one.formatted(columns, table, columns, "m_" + table) + ")")
        + duckdb.number(
            "select count(*) from (" + one.formatted(columns, "m_" + table, columns, table) + ")");
  }

  private Map<String, String> digests(String name) throws Exception {
    Map<String, String> digests = new LinkedHashMap<>();
    Path root = folder.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        byte[] digest =
            java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        digests.put(root.relativize(file).toString(), HexFormat.of().formatHex(digest));
      }
    }
    return digests;
  }

  private String logs() throws Exception {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of(system.endpoints().get("logs").asText()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        logs.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return logs.toString();
  }

  static JsonNode table(JsonNode run, String name) {
    for (JsonNode table : run.get("tables")) {
      if (table.get("name").asText().equals(name)) {
        return table;
      }
    }
    throw new AssertionError("no table " + name + " in " + run.toPrettyString());
  }

  private static long number(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Every row of every table, as text. */
  private static String dump(Connection database) throws SQLException {
    StringBuilder dump = new StringBuilder();
    List<String> tables = new java.util.ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select format('%I.%I', schemaname, tablename) from pg_tables"
                    + " where schemaname not in ('pg_catalog', 'information_schema')")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    for (String table : tables) {
      dump.append(table).append('\n');
      try (Statement statement = database.createStatement();
          ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
        while (rows.next()) {
          dump.append(rows.getString(1)).append('\n');
        }
      }
    }
    return dump.toString();
  }
}
