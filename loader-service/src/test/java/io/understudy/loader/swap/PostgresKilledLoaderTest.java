package io.understudy.loader.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.loader.TestDatabase;
import io.understudy.loader.contract.ContractDatabase;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statement, or the function, that the phase is stopped in. */
class PostgresKilledLoaderTest extends KilledLoaderContract {
  private final TestDatabase server = new TestDatabase();

  static List<String> phases() {
    return List.of("CREATE TABLE", "copied", "indexed", "ALTER TABLE", "DROP TABLE");
  }

  @Override
  ContractDatabase make() {
    ContractDatabase database = ContractDatabase.postgres(server);
    database.execute(
        """
        create table phase (name text);
        create function wait_in(reached text) returns boolean language plpgsql as $$
        begin
          if exists (select from public.phase where name = reached) then
            perform pg_advisory_xact_lock(4711);
          end if;
          return true;
        end $$;
        create function wait_in_statement() returns event_trigger language plpgsql as
          $$ begin perform public.wait_in(tg_tag); end $$;
        create function half(id bigint) returns bigint language plpgsql immutable as
          $$ begin perform public.wait_in('indexed'); return id / 2; end $$;
        create table a (id bigint, constraint waits check (wait_in('copied')));
        create unique index a_id on a (id);
        create index a_half on a (half(id));
        create table b (id bigint references a (id));
        insert into a values (1), (2), (3);
        insert into b values (1), (2);
        create event trigger waits on ddl_command_start execute function wait_in_statement();
        """);
    return database;
  }

  @Override
  List<String> login() {
    return List.of("postgres", "public");
  }

  @Override
  String waits() {
    return "select count(*) from pg_stat_activity where wait_event = 'advisory' and datname ="
        + " current_database()";
  }

  @Override
  String lives() {
    return "select count(*) from pg_stat_activity where application_name = 'test' and datname ="
        + " current_database()";
  }

  @Override
  AutoCloseable hold(String phase) throws Exception {
    server.execute("insert into phase values ('" + phase + "')");
    Connection holder = server.connect();
    holder.createStatement().execute("select pg_advisory_lock(4711)");
    return () -> {
      holder.close();
      server.execute("delete from phase");
    };
  }

  @Override
  String rowsAfter(String phase) {
    return OLD;
  }

  @Test
  void whatIsCommittedIsNotMadeAgain() throws Exception {
    killIn("ALTER TABLE", () -> {});
    String made = server.row("select 'a__run2'::regclass::oid, 'a_half__run2'::regclass::oid");
    two().loaded(2, 20).swap(TwoTables.tables(20));
    assertThat(server.row("select 'a'::regclass::oid, 'a_half'::regclass::oid")).isEqualTo(made);
  }
}
