package io.understudy.standalone.shop;

import io.understudy.files.FileColumn;
import io.understudy.files.ParquetTableWriter;
import io.understudy.files.ValueType;
import io.understudy.standalone.shop.Population.Customer;
import java.io.OutputStream;
import java.util.List;

/** Customers as parquet with snappy. */
record CustomerRows(Population people) implements ShopTable.Writer {
  private static final List<FileColumn> COLUMNS =
      List.of(
          new FileColumn("customer_id", ValueType.BIGINT, false),
          new FileColumn("customer_no", ValueType.TEXT, false),
          new FileColumn("first_name", ValueType.TEXT, false),
          new FileColumn("last_name", ValueType.TEXT, false),
          new FileColumn("gender", ValueType.TEXT, true),
          new FileColumn("email", ValueType.TEXT, true),
          new FileColumn("phone", ValueType.TEXT, true),
          new FileColumn("date_of_birth", ValueType.DATE, true),
          new FileColumn("ssn", ValueType.TEXT, true),
          new FileColumn("last_ip", ValueType.TEXT, true),
          new FileColumn("device_id", ValueType.TEXT, false),
          new FileColumn("tier", ValueType.TEXT, false),
          new FileColumn("balance", ValueType.NUMERIC, false),
          new FileColumn("newsletter", ValueType.BOOLEAN, false),
          new FileColumn("created_at", ValueType.TIMESTAMPTZ, false),
          new FileColumn("notes", ValueType.TEXT, true));

  @Override
  public long write(long from, long to, OutputStream out) {
    try (ParquetRows rows =
        new ParquetRows(out, "customers", COLUMNS, ParquetTableWriter.Codec.SNAPPY)) {
      for (long id = from; id < to; id++) {
        Customer customer = people.customer(id);
        rows.add(
            customer.id(),
            customer.number(),
            customer.firstName(),
            customer.lastName(),
            customer.gender(),
            customer.email(),
            customer.phone(),
            customer.dateOfBirth(),
            customer.ssn(),
            customer.lastIp(),
            customer.deviceId(),
            customer.tier(),
            customer.balance(),
            customer.newsletter(),
            customer.createdAt(),
            customer.notes());
      }
      return rows.rows();
    }
  }
}
