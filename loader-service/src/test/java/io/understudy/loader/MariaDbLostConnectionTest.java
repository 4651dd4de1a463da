package io.understudy.loader;

import io.understudy.loader.contract.ContractDatabase;
import io.understudy.loader.contract.OwnMariaDb;
import io.understudy.loader.database.Target;
import java.nio.file.Path;

class MariaDbLostConnectionTest extends LostConnectionContract {
  @Override
  ContractDatabase make() throws Exception {
    return ContractDatabase.mariaDb();
  }

  @Override
  Target through(Cut cut) {
    return cut.target(database().url(), "root", "");
  }

  /** The folder of the database's tables; what the server has of them all is elsewhere. */
  @Override
  Path disk(Path folder) {
    return OwnMariaDb.folder(database().url());
  }

  @Override
  void makeTableOn(Path disk) {
    database().execute("create table a (id bigint)");
  }

  @Override
  void leave(Path disk) {
    database()
        .execute(
            "drop table understudy_load_ledger, understudy_load_staging, understudy_load_swap");
  }
}
