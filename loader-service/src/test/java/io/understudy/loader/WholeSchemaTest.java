package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.database.Target;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A schema of 60 tables with about everything in it, from one database to another: what pg_dump and
 * the catalogues say of both is the same, and so are the rows.
 */
class WholeSchemaTest {
  private static final String TABLES =
      "select oid::regclass from pg_class where relnamespace = 'public'::regnamespace and relkind in"
          + " ('r', 'p', 'm') and relispopulated";

  @Test
  void aWholeSchemaArrivesAsItIs() throws Exception {
    TestDatabase source = new TestDatabase();
    TestDatabase target = new TestDatabase();
    source.execute(script("whole.sql"));
    copy(source.jdbcUrl(), target.jdbcUrl());
  }

  /** In an older version, as its pg_dump sees it. */
  @Test
  void aWholeSchemaOfAnOlderServerArrivesAsPgDumpSays() throws Exception {
    Optional<OwnPostgres> server = OwnPostgres.start();
    Assumptions.assumeTrue(
        server.isPresent(), "no PostgreSQL with its pg_dump under /usr/lib/postgresql");
    try (OwnPostgres own = server.get()) {
      TwoDatabases.on(own.jdbcUrl("source"), script("whole.sql"));
      copy(own.jdbcUrl("source"), own.jdbcUrl("target"));
      List<String> expected = own.schema("source");
      List<String> found = own.schema("target");
      assertThat(different(found, expected)).isEmpty();
      assertThat(found).isEqualTo(expected).hasSizeGreaterThan(900);
    }
  }

  private static void copy(String source, String target) throws Exception {
    try (DatabaseCopy copies = new DatabaseCopy()) {
      copies.replace(at(source), at(target), 1);
      try (Connection here = TwoDatabases.connect(source);
          Connection there = TwoDatabases.connect(target)) {
        compare(here, there);
      }
      use(target);
    }
  }

  private static Target at(String url) {
    return TestDatabase.target(url, "postgres", "postgres", "public");
  }

  private static void compare(Connection source, Connection target) throws Exception {
    String catalogue = script("catalogue.sql");
    List<String> expected = TwoDatabases.on(source, catalogue);
    assertThat(different(TwoDatabases.on(target, catalogue), expected)).isEmpty();
    assertThat(expected).hasSizeGreaterThan(800);
    assertThat(TwoDatabases.on(source, TABLES + " and not relispartition and relkind <> 'm'"))
        .hasSize(60);
    for (String table : TwoDatabases.on(source, TABLES)) {
      String rows =
          "select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) from only " + table + " t";
      assertThat(TwoDatabases.on(target, rows)).as(table).isEqualTo(TwoDatabases.on(source, rows));
    }
    for (String joined : TwoDatabases.on(source, script("joins.sql"))) {
      assertThat(TwoDatabases.on(target, joined))
          .as(joined)
          .isEqualTo(TwoDatabases.on(source, joined));
    }
  }

  /** Lines that only one of them has. */
  private static List<String> different(List<String> found, List<String> expected) {
    return Stream.concat(
            found.stream().filter(line -> !expected.contains(line)).map(line -> "found " + line),
            expected.stream().filter(line -> !found.contains(line)).map(line -> "lost " + line))
        .toList();
  }

  /** Each takes what it takes in the source, too: numbers that were not given before. */
  private static void use(String target) throws SQLException {
    for (String statement :
        List.of(
            "insert into \"Odd \"\"Name\"\"\" default values returning \"select\" > 68",
            "insert into customers (email, zip) values ('new', '1') returning id > 600",
            "insert into employees (name, number) values ('n', 77) returning id > 50",
            "insert into events (at) values ('2026-03-03') returning id > 3000",
            "insert into payments_card (paid_at, card) values ('2026-03-03', 'x') returning id > 61",
            "update plain_07 set v = v + 1 where a = 1 returning true")) {
      assertThat(TwoDatabases.on(target, statement)).as(statement).containsExactly("t");
    }
  }

  static String script(String name) throws Exception {
    return new String(
        WholeSchemaTest.class.getResourceAsStream("/" + name).readAllBytes(),
        StandardCharsets.UTF_8);
  }
}
