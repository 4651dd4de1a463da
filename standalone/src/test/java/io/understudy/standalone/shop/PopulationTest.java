package io.understudy.standalone.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.fake.Pools;
import io.understudy.standalone.shop.Population.Customer;
import io.understudy.standalone.shop.Population.Order;
import io.understudy.standalone.shop.Population.Payment;
import io.understudy.standalone.shop.Population.Ticket;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final int CUSTOMERS = 20_000;
  private static final Words WORDS = new Words();
  private static final Population PEOPLE = new Population(1, WORDS);

  private static Stream<Customer> customers() {
    return LongStream.rangeClosed(1, CUSTOMERS).mapToObj(PEOPLE::customer);
  }

  private static double shareOfNulls(Function<Customer, Object> column) {
    return customers().map(column).filter(Objects::isNull).count() / (double) CUSTOMERS;
  }

  @Test
  void aCustomerIsTheSameForTheSameSeedAndAnotherForAnother() {
    Population again = new Population(1, new Words());
    Population other = new Population(2, WORDS);
    assertThat(again.customer(77)).isEqualTo(PEOPLE.customer(77));
    assertThat(again.orders(77)).isEqualTo(PEOPLE.orders(77));
    assertThat(other.customer(77)).isNotEqualTo(PEOPLE.customer(77));
  }

  @Test
  void personalColumnsHaveNullsAndKeysHaveNone() {
    assertThat(shareOfNulls(Customer::email)).isBetween(0.03, 0.05);
    assertThat(shareOfNulls(Customer::phone)).isBetween(0.07, 0.11);
    assertThat(shareOfNulls(Customer::dateOfBirth)).isBetween(0.02, 0.04);
    assertThat(shareOfNulls(Customer::ssn)).isBetween(0.10, 0.14);
    assertThat(shareOfNulls(Customer::gender)).isBetween(0.28, 0.32);
    assertThat(shareOfNulls(Customer::notes)).isBetween(0.80, 0.84);
    assertThat(shareOfNulls(Customer::number)).isZero();
  }

  @Test
  void customerNumbersAndAddressesOfMailAreUnique() {
    assertThat(customers().map(Customer::number).distinct()).hasSize(CUSTOMERS);
    List<String> emails =
        customers().map(Customer::email).filter(Objects::nonNull).map(String::toLowerCase).toList();
    assertThat(new HashSet<>(emails)).hasSameSizeAs(emails);
  }

  @Test
  void noSurnameIsAmongTheNamesThatFakesAreDrawnFrom() {
    Pools pools = Pools.of(List.of("en_US"));
    Set<String> surnames = new HashSet<>(WORDS.surnames());
    assertThat(surnames).hasSizeGreaterThan(1_500);
    assertThat(surnames).doesNotContain(pools.lastNames()).doesNotContain(pools.firstNames());
  }

  @Test
  void noMailAddressIsBelowTheExampleDomainsThatFakesUse() {
    assertThat(customers().map(Customer::email).filter(Objects::nonNull).map(String::toLowerCase))
        .allMatch(email -> email.matches("[a-z0-9._]+@[a-z-]+\\.(com|net|org)"))
        .noneMatch(email -> email.contains("@example."));
  }

  @Test
  void phoneNumbersHaveThreeGroupsAndNeverTheExchangeOfFakes() {
    assertThat(customers().map(Customer::phone).filter(Objects::nonNull))
        .allMatch(
            phone ->
                phone
                    .replaceFirst("^(\\+1|1)[ -]", "")
                    .matches("\\(?[2-9]\\d\\d\\)?[-. ]?(?!555)[2-9]\\d\\d[-. ]\\d{4}"));
  }

  @Test
  void ordersPaymentsAndTicketsReferToWhatIsThere() {
    for (long id = 1; id <= CUSTOMERS; id++) {
      Customer customer = PEOPLE.customer(id);
      int addresses = PEOPLE.addresses(id).size();
      List<Order> orders = PEOPLE.orders(id);
      assertThat(orders.size()).isLessThan(1_000);
      assertThat(orders).allMatch(order -> order.address() < addresses);
      assertThat(PEOPLE.payments(customer, orders)).hasSameSizeAs(orders);
      for (Ticket ticket : PEOPLE.tickets(customer)) {
        assertThat(ticket.order()).isBetween(-1, orders.size() - 1);
      }
    }
  }

  @Test
  void cardsAndAccountsHaveRightCheckDigits() {
    List<Payment> payments =
        customers()
            .limit(2_000)
            .flatMap(each -> PEOPLE.payments(each, PEOPLE.orders(each.id())).stream())
            .filter(Objects::nonNull)
            .toList();
    assertThat(payments).filteredOn(each -> each.card() != null).hasSizeGreaterThan(1_000);
    assertThat(payments)
        .filteredOn(each -> each.card() != null)
        .allMatch(each -> luhn(each.card()) % 10 == 0);
    assertThat(payments).filteredOn(each -> each.iban() != null).hasSizeGreaterThan(500);
    assertThat(payments)
        .filteredOn(each -> each.iban() != null)
        .allMatch(
            each -> mod97(each.iban().substring(4) + "1314" + each.iban().substring(2, 4)) == 1);
  }

  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit : 2 * digit;
      sum += weighed / 10 + weighed % 10;
    }
    return sum;
  }

  private static int mod97(String digits) {
    return new java.math.BigInteger(digits).mod(java.math.BigInteger.valueOf(97)).intValue();
  }

  @Test
  void ticketsHoldTheNamesMailsAndPhonesOfTheirCustomers() {
    List<Customer> some = customers().limit(5_000).toList();
    long tickets = 0;
    long names = 0;
    long emails = 0;
    for (Customer customer : some) {
      for (Ticket ticket : PEOPLE.tickets(customer)) {
        tickets++;
        names += ticket.body().contains(customer.firstName() + " " + customer.lastName()) ? 1 : 0;
        emails += customer.email() != null && ticket.body().contains(customer.email()) ? 1 : 0;
      }
    }
    assertThat(tickets).isBetween(500L, 1_500L);
    assertThat(names).isEqualTo(tickets);
    assertThat(emails).isGreaterThan(tickets / 2);
  }
}
