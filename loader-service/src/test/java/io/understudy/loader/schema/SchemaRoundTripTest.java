package io.understudy.loader.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.Target;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.schema.SchemaRecord.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaRoundTripTest {
  private static final RunKey RUN = new RunKey(7, Instant.parse("2026-01-31T10:00:00Z"));

  private static SchemaRecord read(Target target) throws InterruptedException {
    return target.use(
        "read",
        "test",
        session -> {
          Set<String> tables =
              Set.copyOf(
                  session.query(
                      "select relname from pg_class where relnamespace = ?::regnamespace and relkind"
                          + " in ('r', 'p') and not relispartition",
                      row -> row.getString(1),
                      target.schema()));
          return new SchemaReader(session, target.schema()).read(tables, true);
        });
  }

  private static void make(Target target, SchemaRecord record) throws InterruptedException {
    target.use(
        "make",
        "test",
        session -> {
          Ledger ledger = new Ledger(session, RUN, target.schema());
          ledger.ensure();
          SchemaCreation creation = new SchemaCreation(session, target.schema(), ledger);
          creation.makeTables(record);
          creation.complete(record);
          session.commit();
          return true;
        });
  }

  private static List<String> sql(List<Statement> statements) {
    return statements.stream().map(Statement::sql).toList();
  }

  private static TestDatabase source() throws Exception {
    TestDatabase source = new TestDatabase();
    source.execute(
        new String(
            SchemaRoundTripTest.class.getResourceAsStream("/schema.sql").readAllBytes(),
            StandardCharsets.UTF_8));
    return source;
  }

  @Test
  void aSchemaIsMadeAgainAsItIs() throws Exception {
    TestDatabase target = new TestDatabase();
    SchemaRecord record = read(source().target());
    make(target.target(), record);
    SchemaRecord again = read(target.target());
    assertThat(sql(again.before())).containsExactlyInAnyOrderElementsOf(sql(record.before()));
    assertThat(sql(again.after())).containsExactlyInAnyOrderElementsOf(sql(record.after()));
  }
}
