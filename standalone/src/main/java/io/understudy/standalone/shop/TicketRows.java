package io.understudy.standalone.shop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.understudy.standalone.shop.Population.Customer;
import io.understudy.standalone.shop.Population.Ticket;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Support tickets as JSON lines. */
record TicketRows(Population people) implements ShopTable.Writer {
  private static final JsonFactory JSON =
      new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  @Override
  public long write(long from, long to, OutputStream out) throws IOException {
    long rows = 0;
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setRootValueSeparator(null);
      for (long id = from; id < to; id++) {
        Customer customer = people.customer(id);
        List<Ticket> tickets = people.tickets(customer);
        for (int i = 0; i < tickets.size(); i++) {
          write(json, customer, i, tickets.get(i));
          json.writeRaw('\n');
          rows++;
        }
      }
    }
    return rows;
  }

  private static void write(JsonGenerator json, Customer customer, int number, Ticket ticket)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("ticket_id", customer.id() * 10 + number);
    if (ticket.known()) {
      json.writeNumberField("customer_id", customer.id());
    } else {
      json.writeNullField("customer_id");
    }
    if (ticket.known() && ticket.order() >= 0) {
      json.writeNumberField("order_id", ShopTable.orderId(customer.id(), ticket.order()));
    } else {
      json.writeNullField("order_id");
    }
    json.writeStringField("channel", ticket.channel());
    json.writeStringField("opened_at", ticket.openedAt().toString());
    json.writeStringField("subject", ticket.subject());
    json.writeStringField("body", ticket.greeting() + " " + ticket.body());
    json.writeEndObject();
  }
}
