package io.understudy.loader.contract;

import java.util.concurrent.atomic.AtomicInteger;

/** The way of any JDBC database that is not known better. */
class H2ContractTest extends TargetContract {
  private static final AtomicInteger COUNT = new AtomicInteger();

  @Override
  ContractDatabase make() {
    return ContractDatabase.h2("contract" + COUNT.incrementAndGet());
  }

  @Override
  String shown() {
    return "-9223372036854775808|12345678901234567890.1234|1.5E-7|TRUE|2026-01-31|23:59:59.999999"
        + "|2026-01-31 12:34:56.123456|1926-01-31 10:34:56.5+00"
        + "|00112233-4455-6677-8899-aabbccddeeff|{\"b\": 1, \"a\": 1.0}|{\"a\":[1]}|null";
  }

  @Override
  boolean canUpsert() {
    return false;
  }
}
