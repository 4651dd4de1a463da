package io.understudy.standalone.shop;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One table of the shop.
 *
 * @param name also its folder
 * @param suffix of its files' names
 * @param writer writes one file
 */
record ShopTable(String name, String suffix, Writer writer) {

  /** Writes the rows that belong to the customers {@code from} to {@code to} (not included). */
  interface Writer {
    /**
     * @param out not closed
     * @return rows written
     */
    long write(long from, long to, OutputStream out) throws IOException;
  }

  /** All tables; a table's rows refer only to those of tables before it. */
  static List<ShopTable> of(Population people) {
    return List.of(
        new ShopTable("customers", ".parquet", new CustomerRows(people)),
        new ShopTable("addresses", ".parquet", new AddressRows(people)),
        new ShopTable("orders", ".csv", new OrderRows(people)),
        new ShopTable("payments", ".csv.gz", new PaymentRows(people)),
        new ShopTable("tickets", ".jsonl", new TicketRows(people)));
  }

  /** Key of an order: unique among all customers. */
  static long orderId(long customer, int order) {
    return customer * 1_000 + order;
  }

  /** Key of an address: unique among all customers. */
  static long addressId(long customer, int address) {
    return customer * 10 + address;
  }
}
