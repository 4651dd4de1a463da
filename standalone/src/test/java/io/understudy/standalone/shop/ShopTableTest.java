package io.understudy.standalone.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTableTest {
  private static final int CUSTOMERS = 3_000;
  private static final Words WORDS = new Words();

  private record Written(long rows, byte[] bytes) {}

  private static Written write(String name, long seed) throws IOException {
    ShopTable table =
        ShopTable.of(new Population(seed, WORDS)).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rows = table.writer().write(1, CUSTOMERS + 1, out);
    return new Written(rows, out.toByteArray());
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"customers", "addresses", "orders", "payments", "tickets"})
  void theSameSeedGivesTheSameBytesAnotherSeedOthers(String table) throws IOException {
    Written first = write(table, 1);
    assertThat(write(table, 1).bytes()).isEqualTo(first.bytes());
    assertThat(write(table, 2).bytes()).isNotEqualTo(first.bytes());
    assertThat(first.rows()).isGreaterThan(CUSTOMERS / 20);
  }

  @Test
  void everyPaymentReferToAnOrderAndEveryOrderToItsCustomersNumber() throws IOException {
    Set<String> orders = new HashSet<>();
    String giftless = new String(write("orders", 1).bytes(), StandardCharsets.UTF_8);
    for (String line :
        giftless.replaceAll("\"[^\"]*(\"\"[^\"]*)*\"", "").lines().skip(1).toList()) {
      String[] cells = line.split(";", -1);
      assertThat(cells).hasSize(9);
      assertThat(cells[2]).isEqualTo(Population.number(Long.parseLong(cells[1])));
      assertThat(orders.add(cells[0])).isTrue();
    }
    byte[] payments =
        new GZIPInputStream(new ByteArrayInputStream(write("payments", 1).bytes())).readAllBytes();
    assertThat(lines(payments).stream().skip(1).map(line -> line.split(",", -1)))
        .hasSizeGreaterThan(CUSTOMERS)
        .allMatch(cells -> cells.length == 8 && orders.contains(cells[1]));
  }

  @Test
  void ticketsAreJsonObjectsThatReferToCustomersOrToNobody() throws IOException {
    Written tickets = write("tickets", 1);
    ObjectMapper json = new ObjectMapper();
    Map<Boolean, Integer> unknown = new HashMap<>();
    List<String> lines = lines(tickets.bytes());
    assertThat(lines).hasSize((int) tickets.rows());
    for (String line : lines) {
      JsonNode ticket = json.readTree(line);
      assertThat(ticket.path("customer_id").isNull() || ticket.path("customer_id").isNumber())
          .isTrue();
      if (ticket.path("order_id").isNumber()) {
        assertThat(ticket.path("order_id").asLong() / 1_000)
            .isEqualTo(ticket.path("customer_id").asLong());
      }
      unknown.merge(ticket.path("customer_id").isNull(), 1, Integer::sum);
    }
    assertThat(unknown.get(true)).isBetween(1, lines.size() / 10);
  }

  @Test
  void csvQuotesOnlyWhatNeedsIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvLines lines = new CsvLines(out, ';');
    lines.add("plain", 7, null, "", "a;b", "say \"hi\"", "two\nlines");
    lines.flush();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("plain;7;;\"\";\"a;b\";\"say \"\"hi\"\"\";\"two\nlines\"\n");
    assertThat(lines.lines()).isEqualTo(1);
  }

  @Test
  void aManifestIsOfTheShopWithItsSeedAndSizeAndNoOther() {
    Manifest manifest = new Manifest(1, 5, 100, Map.of("orders", 7L));
    assertThat(Manifest.parse(manifest.text())).contains(manifest);
    assertThat(Manifest.parse("nothing of the kind")).isEmpty();
    assertThat(new Shop(5, 100).isOf(manifest)).isTrue();
    assertThat(new Shop(6, 100).isOf(manifest)).isFalse();
    assertThat(new Shop(5, 101).isOf(manifest)).isFalse();
  }
}
