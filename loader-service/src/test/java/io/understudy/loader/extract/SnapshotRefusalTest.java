package io.understudy.loader.extract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.loader.TestDatabase;
import io.understudy.loader.database.Target;
import io.understudy.loader.database.TargetException;
import io.understudy.loader.schema.SchemaRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is not read is said before anything is, all at once. */
class SnapshotRefusalTest {
  private final TestDatabase database = new TestDatabase();

  private static ThrowingCallable reading(Target source, String... tables) {
    Extraction extraction =
        new Extraction(
            "shop",
            null,
            "all",
            Stream.of(tables).map(name -> new Extraction.Table(name, null, null)).toList(),
            List.of());
    SnapshotHold.Readers nobody =
        new SnapshotHold.Readers() {
          @Override
          public void begin(SchemaRecord schema, String snapshot, List<Planned> parts) {
            throw new AssertionError("it is read");
          }

          @Override
          public boolean areDone() {
            throw new AssertionError("it is read");
          }
        };
    return () ->
        new SnapshotHold(
                source, extraction, new SnapshotHold.Settings(65_536, Duration.ofMinutes(1)))
            .hold(nobody, "test");
  }

  @Test
  void whatCannotBeMadeAgainIsNamed() {
    database.execute(
        """
        create table t (id int);
        create function cmp(a int, b int) returns int language sql immutable as 'select a - b';
        create operator class backwards for type int using btree as
          operator 1 >, operator 3 =, operator 5 <, function 1 cmp(int, int);
        create foreign data wrapper nowhere;
        create server away foreign data wrapper nowhere;
        create foreign table far (id int) server away;
        """);
    assertThatThrownBy(reading(database.target()))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": nothing is extracted: there is the foreign table public.far, which is"
                + " not made again; name the tables that are read with tables: in the pipeline; and"
                + " there is the operator class public.backwards for access method btree, which is"
                + " not made again; name the tables that are read with tables: in the pipeline; and"
                + " there is the operator family public.backwards for access method btree, which is"
                + " not made again; name the tables that are read with tables: in the pipeline");
  }

  @Test
  void aDatabaseThatIsNeitherPostgresqlNorMariaDbIsNoSource() {
    Target source = TestDatabase.target("jdbc:h2:mem:nowhere", "u", "x", "");
    assertThatThrownBy(reading(source))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": it is H2, and only PostgreSQL and MariaDB can be sources; name another"
                + " as source.database, or export its tables to files");
  }

  @Test
  void tablesThatInheritAreReadTogether() {
    database.execute("create table parent (id int); create table child () inherits (parent)");
    assertThatThrownBy(reading(database.target(), "child"))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": nothing is extracted: \"public\".\"child\" inherits from or to parent,"
                + " so that they are read together or not at all; name all of them, without target:,"
                + " or none with tables: in the pipeline");
  }

  @Test
  void aPartitionThatTheRoleMayNotReadIsToldBeforehand() {
    String role = "parted_" + System.nanoTime();
    database.execute(
        """
        create table t (id int) partition by range (id);
        create table t_1 partition of t for values from (0) to (9);
        create role %1$s login password 'x';
        grant usage on schema public to %1$s;
        grant select on t to %1$s;
        """
            .formatted(role));
    assertThatThrownBy(reading(database.target(role, "x", "public")))
        .isInstanceOf(TargetException.Terminal.class)
        .hasMessage(
            "target \"demo\": nothing is extracted: the role may not read \"public\".\"t\" or one of"
                + " its partitions; grant it select");
  }
}
