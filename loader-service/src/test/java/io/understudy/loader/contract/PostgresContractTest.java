package io.understudy.loader.contract;

import io.understudy.loader.TestDatabase;

class PostgresContractTest extends TargetContract {
  private static final TestDatabase DATABASE = new TestDatabase();

  @Override
  ContractDatabase make() {
    return ContractDatabase.postgres(DATABASE);
  }

  @Override
  String shown() {
    return "-9223372036854775808|12345678901234567890.1234|1.5e-07|t|2026-01-31|23:59:59.999999"
        + "|2026-01-31 12:34:56.123456|1926-01-31 10:34:56.5+00"
        + "|00112233-4455-6677-8899-aabbccddeeff|{\"b\": 1, \"a\": 1.0}|{\"a\": [1]}|null";
  }

  @Override
  boolean canUpsert() {
    return true;
  }
}
