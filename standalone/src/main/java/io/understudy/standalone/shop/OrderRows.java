package io.understudy.standalone.shop;

import io.understudy.standalone.shop.Population.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Orders as CSV with semicolons. */
record OrderRows(Population people) implements ShopTable.Writer {

  @Override
  public long write(long from, long to, OutputStream out) throws IOException {
    CsvLines lines = new CsvLines(out, ';');
    lines.add(
        "order_id",
        "customer_id",
        "customer_no",
        "address_id",
        "status",
        "currency",
        "total",
        "placed_at",
        "gift_message");
    for (long id = from; id < to; id++) {
      List<Order> orders = people.orders(id);
      String number = Population.number(id);
      for (int i = 0; i < orders.size(); i++) {
        Order order = orders.get(i);
        lines.add(
            ShopTable.orderId(id, i),
            id,
            number,
            ShopTable.addressId(id, order.address()),
            order.status(),
            order.currency(),
            order.total(),
            order.placedAt(),
            order.giftMessage());
      }
    }
    lines.flush();
    return lines.lines() - 1;
  }
}
