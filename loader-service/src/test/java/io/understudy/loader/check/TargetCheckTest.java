package io.understudy.loader.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.Rows;
import io.understudy.loader.TestDatabase;
import io.understudy.loader.TestRun;
import io.understudy.loader.database.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetCheckTest {
  private static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void aTargetThatCanBeLoadedHasNoProblemAndNothingIsWritten() throws Exception {
    TestDatabase fresh = new TestDatabase();
    assertThat(TargetCheck.of(fresh.target())).isEmpty();
    assertThat(fresh.rows("select nspname from pg_namespace where nspname = 'understudy'"))
        .isEmpty();
    TestRun.appending(fresh.target(), 1, "t").load("t", "s3://b/k", Rows.ids(0, 1));
    assertThat(TargetCheck.of(fresh.target())).isEmpty();
  }

  @Test
  void everythingMissingIsTold() throws Exception {
    DATABASE.execute("create role checked login");
    DATABASE.execute("alter role checked set default_transaction_read_only = on");
    Target target = DATABASE.target("checked", "x", "public");
    assertThat(TargetCheck.of(target))
        .containsExactly(
            new CheckReport.Finding(
                "target-permission",
                "target \"demo\": it is read-only; name the primary, or turn off"
                    + " default_transaction_read_only for the role"),
            new CheckReport.Finding(
                "target-permission",
                "target \"demo\": the role may not create tables in the schema \"public\"; grant it"
                    + " create and usage there"),
            new CheckReport.Finding(
                "target-permission",
                "target \"demo\": the role may not keep its ledger in the schema \"understudy\";"
                    + " create that schema with the role as its owner"));
  }

  @Test
  void aLedgerOfAnEarlierVersionThatTheRoleCannotCompleteIsTold() throws Exception {
    TestDatabase old = new TestDatabase();
    TestRun.appending(old.target(), 1, "t").load("t", "s3://b/k", Rows.ids(0, 1));
    old.execute("create role lent login");
    old.execute("grant create on schema public to lent; grant usage on schema understudy to lent");
    old.execute("grant select, insert, delete on all tables in schema understudy to lent");
    Target target = old.target("lent", "x", "public");
    assertThat(TargetCheck.of(target)).isEmpty();
    old.execute("drop table understudy.load_rejected");
    assertThat(TargetCheck.of(target))
        .extracting(CheckReport.Finding::message)
        .containsExactly(
            "target \"demo\": the role may not keep its ledger in the schema \"understudy\"; create"
                + " that schema with the role as its owner");
  }

  @Test
  void aSchemaThatIsNotThereIsTold() throws Exception {
    assertThat(TargetCheck.of(DATABASE.target("postgres", "x", "absent")))
        .containsExactly(
            new CheckReport.Finding(
                "target-table",
                "target \"demo\": there is no schema \"absent\"; create it or set another"));
  }

  @Test
  void aTargetThatDoesNotAnswerIsTold() throws Exception {
    List<CheckReport.Finding> findings =
        TargetCheck.of(
            TestDatabase.target(DATABASE.jdbcUrl() + "_absent", "postgres", "x", "public"));
    assertThat(findings).extracting(CheckReport.Finding::code).containsExactly("target-login");
    assertThat(findings.getFirst().message())
        .startsWith("target \"demo\": cannot check it: there is no such database");
  }
}
