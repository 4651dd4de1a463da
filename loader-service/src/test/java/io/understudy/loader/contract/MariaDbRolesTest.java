package io.understudy.loader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.DatabaseCopy;
import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.extract.Extraction;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.schema.SchemaRecord;
import io.understudy.loader.schema.SchemaRecord.Statement;
import io.understudy.loader.table.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a role needs that reads or loads a MariaDB. */
class MariaDbRolesTest {
  @Test
  void whatAFailedRunMadeStaysWithoutTheRightToLockIt() throws Exception {
    Optional<OwnMariaDb> server = OwnMariaDb.withRoles();
    Assumptions.assumeTrue(
        server.isPresent(), "no mariadbd on this machine; apt-get install mariadb-server-core");
    ContractDatabase database = ContractDatabase.mariaDb(server.get());
    String name = database.rows("select database()").getFirst();
    String rights = " on " + name + ".* to loader@'%'";
    database.execute(
        "create user loader@'%' identified by 'x'",
        "grant select, insert, update, delete, create, drop, alter, index, references, create"
            + " temporary tables"
            + rights);
    loadRecorded(database.url(), 1).discard();
    assertThat(database.tableNames()).containsExactly("t");
    database.execute("drop table t", "grant lock tables" + rights);
    loadRecorded(database.url(), 2).discard();
    assertThat(database.tableNames()).isEmpty();
  }

  private static TestRun loadRecorded(String url, long id) throws InterruptedException {
    List<Statement> tables =
        List.of(new Statement("t", "create table t (id bigint primary key)", null, false));
    SchemaRecord record = new SchemaRecord(List.of("t"), List.of(), List.of(), tables);
    TestRun run = TestRun.replacing(TestDatabase.target(url, "loader", "x", ""), id, "t");
    Rows rows = Rows.ids(1, 3);
    run.load(
        new Destination(run.key(), false, Optional.empty(), "t", Optional.of(() -> record)),
        new MaskedFile("s3://x/t", "e1", 100, 3L),
        rows.columns(),
        rows,
        () -> {});
    return run;
  }

  @Test
  void selectIsEnoughAndReloadIsForSeveralConnections() throws Exception {
    Optional<OwnMariaDb> server = OwnMariaDb.withRoles();
    Assumptions.assumeTrue(
        server.isPresent(), "no mariadbd on this machine; apt-get install mariadb-server-core");
    ContractDatabase source = ContractDatabase.mariaDb(server.get());
    String name = source.rows("select database()").getFirst();
    source.execute(
        "create table parent (id int primary key)",
        "create table child (id int primary key, parent int not null, foreign key (parent)"
            + " references parent (id) on delete cascade)",
        "insert into parent select seq from seq_1_to_10",
        "insert into child select seq, 1 + seq % 10 from seq_1_to_100",
        "create user reader@'%' identified by 'x'");
    Target reader = TestDatabase.target(source.url(), "reader", "x", "");
    Extraction two =
        new Extraction(
            "source",
            null,
            "all",
            List.of(),
            List.of(new Extraction.Share("parent", null, 2L, List.of("child"))));
    try (DatabaseCopy copy = new DatabaseCopy()) {
      assertThatThrownBy(() -> copy.extract(reader, 1, two))
          .isInstanceOf(TargetException.Terminal.class)
          .hasMessageContaining("the role may not do that");
      source.execute("grant insert on " + name + ".child to reader@'%'");
      assertThatThrownBy(() -> copy.extract(reader, 1, two))
          .isInstanceOf(TargetException.Terminal.class)
          .hasMessage(
              "target \"demo\": nothing is extracted: the role may not read `child`; grant it"
                  + " select");
      source.execute(
          "revoke insert on " + name + ".child from reader@'%'",
          "grant select on " + name + ".* to reader@'%'");
      List<String> reading = new ArrayList<>();
      copy.whenPlanned(
          () ->
              reading.addAll(
                  source.rows(
                      "select count(*) from information_schema.processlist where user = 'reader'")));
      ContractDatabase target = ContractDatabase.mariaDb(server.get());
      copy.replace(reader, target.target(), 2, two);
      assertThat(target.rows("select count(*) from child")).containsExactly("20");
      assertThat(target.rows("show create table child"))
          .isEqualTo(source.rows("show create table child"));
      source.execute("grant reload on *.* to reader@'%'");
      copy.replace(reader, target.target(), 3, two);
      assertThat(target.rows("select count(*) from child join parent on parent.id = parent"))
          .containsExactly("20");
      assertThat(reading).containsExactly("1", "3");
      TestDatabase postgres = new TestDatabase();
      copy.replace(reader, postgres.target(), 4, two);
      assertThat(postgres.rows("select confdeltype from pg_constraint where contype = 'f'"))
          .containsExactly("c");
    }
  }
}
