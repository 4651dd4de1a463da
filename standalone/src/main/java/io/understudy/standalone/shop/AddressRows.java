package io.understudy.standalone.shop;

import io.understudy.files.FileColumn;
import io.understudy.files.ParquetTableWriter;
import io.understudy.files.ValueType;
import io.understudy.standalone.shop.Population.Address;
import java.io.OutputStream;
import java.util.List;

/** Addresses as parquet with zstd. */
record AddressRows(Population people) implements ShopTable.Writer {
  private static final List<FileColumn> COLUMNS =
      List.of(
          new FileColumn("address_id", ValueType.BIGINT, false),
          new FileColumn("customer_id", ValueType.BIGINT, false),
          new FileColumn("kind", ValueType.TEXT, false),
          new FileColumn("street_address", ValueType.TEXT, false),
          new FileColumn("city", ValueType.TEXT, false),
          new FileColumn("state", ValueType.TEXT, false),
          new FileColumn("postcode", ValueType.TEXT, false));

  @Override
  public long write(long from, long to, OutputStream out) {
    try (ParquetRows rows =
        new ParquetRows(out, "addresses", COLUMNS, ParquetTableWriter.Codec.ZSTD)) {
      for (long id = from; id < to; id++) {
        List<Address> addresses = people.addresses(id);
        for (int i = 0; i < addresses.size(); i++) {
          Address address = addresses.get(i);
          rows.add(
              ShopTable.addressId(id, i),
              id,
              address.kind(),
              address.street(),
              address.city(),
              address.state(),
              address.postcode());
        }
      }
      return rows.rows();
    }
  }
}
