package io.understudy.standalone.shop;

import io.understudy.standalone.shop.Population.Customer;
import io.understudy.standalone.shop.Population.Order;
import io.understudy.standalone.shop.Population.Payment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Payments as CSV in gzip. */
record PaymentRows(Population people) implements ShopTable.Writer {
  private static final int BUFFER = 1 << 16;

  @Override
  public long write(long from, long to, OutputStream out) throws IOException {
    FastGzip gzip = new FastGzip(out);
    CsvLines lines = new CsvLines(gzip, ',');
    lines.add(
        "payment_id",
        "order_id",
        "method",
        "card_holder",
        "card_number",
        "iban",
        "amount",
        "paid_at");
    for (long id = from; id < to; id++) {
      List<Order> orders = people.orders(id);
      if (!orders.isEmpty()) {
        add(lines, people.customer(id), orders);
      }
    }
    lines.flush();
    gzip.finish();
    return lines.lines() - 1;
  }

  private void add(CsvLines lines, Customer customer, List<Order> orders) throws IOException {
    List<@Nullable Payment> payments = people.payments(customer, orders);
    for (int i = 0; i < payments.size(); i++) {
      Payment payment = payments.get(i);
      if (payment != null) {
        long order = ShopTable.orderId(customer.id(), i);
        lines.add(
            "P" + order,
            order,
            payment.method(),
            payment.holder(),
            payment.card(),
            payment.iban(),
            payment.amount(),
            payment.paidAt());
      }
    }
  }

  /** Gzip at its fastest level. */
  private static final class FastGzip extends GZIPOutputStream {
    private FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(1);
    }
  }
}
