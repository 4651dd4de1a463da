package io.understudy.loader;

import io.understudy.loader.contract.ContractDatabase;
import io.understudy.loader.database.Target;
import java.nio.file.Path;

class PostgresLostConnectionTest extends LostConnectionContract {
  private final TestDatabase server = new TestDatabase();

  @Override
  ContractDatabase make() {
    return ContractDatabase.postgres(server);
  }

  @Override
  Target through(Cut cut) {
    return cut.target(server);
  }

  @Override
  Path disk(Path folder) {
    return folder;
  }

  @Override
  void makeTableOn(Path disk) {
    server.execute("create tablespace small location '" + disk + "'");
    server.execute("create table a (id bigint) tablespace small");
  }

  @Override
  void leave(Path disk) {
    server.execute("drop tablespace small");
  }
}
