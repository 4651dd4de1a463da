package io.understudy.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
  private static final int MEGABYTE = 1 << 20;

  private static final Detector DETECTOR =
      new Detector(List.of("en_US"), new DetectionSettings(List.of(), 1 << 24, 1 << 24));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noah.gray@mac.com | email",
        "<noah+x@sub.domain.co.uk> | email",
        "please write to o'neil_9@web.de! | email",
        "(617) 248-4867 | phone_number",
        "617-248-4867 | phone_number",
        "617.248.4867 x12 | phone_number",
        "+1 617 248 4867 | phone_number",
        "+16172484867 | phone_number",
        "+49 30 901820 | phone_number",
        "+44 20 7946 0958 | phone_number",
        "030 901820-12 | phone_number",
        "0171/1234567 | phone_number",
        "06 12 34 56 78 | phone_number",
        "02.27.96.63.08 | phone_number",
        "1-800-555-0199 | phone_number",
        "4111 1111 1111 1111 | credit_debit_card",
        "4111111111111111 | credit_debit_card",
        "378282246310005 | credit_debit_card",
        "5555-5555-5555-4444 | credit_debit_card",
        "DE89 3704 0044 0532 0130 00 | iban",
        "GB82WEST12345698765432 | iban",
        "078-05-1120 | ssn",
        "86.231.85.193 | ipv4",
        "host 10.0.0.1:8080 | ipv4",
        "2001:db8:85a3:8d3:1319:8a2e:370:7348 | ipv6",
        "fe80::1ff:fe23:4567:890a | ipv6",
        "00:1B:44:11:3A:B7 | mac_address",
        "https://noah:secret@shop.example.com/x | url",
        "1HGCM82633A004352 | vehicle_identifier",
        "Jennifer Wilson | name",
        "WILSON, JENNIFER | name",
        "Mr. Wilson | name",
        "Dr. Jennifer K. Wilson | name",
        "complained by Jennifer Wilson yesterday | name"
      })
  void findsPersonalDataInAValue(String value, String entity) {
    assertThat(DETECTOR.inValue(value)).map(Entity::entityName).contains(entity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "42",
        "-17.25",
        "1234567890",
        "20260131103000",
        "1706697000",
        "1706697000123",
        "1706697000123456",
        "12345678.90123456",
        "40.712776, -74.005974",
        "2026-01-31",
        "2026-01-31 10:30:00",
        "2026-01-31T10:30:00.123456789Z",
        "2026-01-31T10:30:00+01:00",
        "31.01.2026 10:30",
        "1/31/2026 10:30:00 PM",
        "10:30:00",
        "2026/01/31",
        "550e8400-e29b-41d4-a716-446655440000",
        "12345678-1234-1234-1234-123456789012",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "ORD-2026-000123",
        "INV_617-248-4867",
        "SKU 617248",
        "1.2.3",
        "v1.22.333",
        "10.0.19041.1288",
        "$1,234,567.89",
        "1 234 567,89",
        "12 345 678",
        "4111111111111112",
        "4111 1111 1111 1112",
        "000-12-3456",
        "666-12-3456",
        "900-12-3456",
        "123-00-4567",
        "123-45-0000",
        "GB82WEST12345698765433",
        "1HGCM82643A004352",
        "shipped",
        "Shipped",
        "In Progress",
        "Credit Card",
        "New York",
        "San Francisco",
        "Austin",
        "Red Shirt",
        "Rose Gold",
        "Apple iPhone",
        "logo@2x.png",
        "@noah",
        "noah@",
        "a@b",
        "https://shop.example.com/p/12",
        "the quick brown fox",
        "Marshall Field Inc",
        "St. Louis",
        "text/html; charset=utf-8",
        "Mozilla/5.0 (X11; Linux x86_64)",
        "std::vector",
        "North America",
        "12345-6789",
        "02127",
        "100000.00",
        "0.1234567890123",
        "1e10",
        "+5",
        "+100",
        "C++11",
        "[1,2,3,4,5,6,7,8]",
        "{\"a\": 12345678, \"b\": \"x\"}",
        "size 12-14-1600",
        "ISBN 978-3-16-148410-0",
        "1:2:3:4"
      })
  void findsNothingInOrdinaryValues(String value) {
    assertThat(DETECTOR.inValue(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dear Noah, call 617-248-4867 | Dear [first_name], call [phone_number]",
        "Hi, my name is Noah Gray. | Hi, my name is [name].",
        "my name is noah gray | my name is [name]",
        "Mr. Gray wrote to us | Mr. [last_name] wrote to us",
        "Thanks for your help, Emma | Thanks for your help, [first_name]",
        "Kind regards, Xqzwort | Kind regards, [first_name]",
        "This is Emma O'Neil's order | This is [name]'s order",
        "Reply to noah@web.de today | Reply to [email] today",
        "my card 4111111111111111 is lost | my card [credit_debit_card] is lost",
        "IBAN: DE89370400440532013000. | IBAN: [iban].",
        "SSN 078-05-1120 | SSN [ssn]",
        "his social security number is 078051120 | his social security number is [ssn]",
        "from 86.231.85.193, twice | from [ipv4], twice",
        "see https://example.com/a?b=c. | see [url].",
        "Boston, MA 02127-1234 | Boston, MA [postcode]",
        "zip code 90210 | zip code [postcode]",
        "I live at 12 Main Street Apt. 4 | I live at [street_address]",
        "wohnt Hauptstraße 5a in Bonn | wohnt [street_address] in Bonn",
        "call me at 481 7531 | call me at [phone_number]",
        "Where is my order 4817531? | Where is my order 4817531?",
        "The meeting is on 2026-01-31 10:30. | The meeting is on 2026-01-31 10:30.",
        "We shipped it on Monday from Costa Rica. | We shipped it on Monday from Costa Rica."
      })
  void findsSpansInFreeText(String text, String marked) {
    StringBuilder found = new StringBuilder();
    int copied = 0;
    for (Span span : DETECTOR.spans(text)) {
      found.append(text, copied, span.start()).append('[').append(span.entity().entityName());
      found.append(']');
      copied = span.end();
    }
    assertThat(found.append(text.substring(copied)).toString()).isEqualTo(marked);
  }

  @Test
  void spansAreInOrderAndDoNotOverlap() {
    String text =
        "Noah Gray <noah@web.de> https://noah:x@web.de 617-248-4867 4111111111111111 ".repeat(50);

    List<Span> spans = DETECTOR.spans(text);

    assertThat(spans).hasSizeGreaterThanOrEqualTo(250);
    for (int i = 1; i < spans.size(); i++) {
      assertThat(spans.get(i).start()).isGreaterThanOrEqualTo(spans.get(i - 1).end());
    }
  }

  /** Each would take minutes if anything were quadratic; the build's own limit then ends it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1",
        "@",
        "a@",
        "a.",
        "a@a.",
        "-",
        "1-",
        "1 ",
        "(1",
        "+1 ",
        "12-",
        "123 45 ",
        ":",
        "a:",
        "f:",
        "::",
        "www.",
        "http://",
        "A ",
        "Noah ",
        "Noah van ",
        "Mr. ",
        "van ",
        "DE89",
        "DE89 ",
        "x'",
        "Dear ",
        "my name is ",
        "\n",
        " ",
        "((",
        ">>",
        "1.1.1.1.",
        "MA ",
        "12 Main ",
        "é",
        "4111 ",
        "1x",
        "ext "
      })
  void isLinearInTheLengthOfHostileText(String unit) {
    String text = unit.repeat(MEGABYTE / unit.length());

    assertThat(DETECTOR.spans(text)).allMatch(span -> span.end() <= text.length());
    assertThat(DETECTOR.inValue(text)).isNotNull();
  }

  @Test
  void knowsTheNamesOfItsLocales() {
    assertThat(new Detector(List.of("de")).inValue("Ansgar Krause")).contains(Entity.NAME);
  }

  @Test
  void refusesALocaleWithoutData() {
    assertThatThrownBy(() -> new Detector(List.of("xx_YY")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown locale \"xx_YY\"; expected one like en_US, en_GB, de or fr_CA");
  }

  @Test
  void aSpanIsNeverEmpty() {
    assertThatThrownBy(() -> new Span(3, 3, Entity.NAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a span from 3 to 3");
    assertThat(DETECTOR.spans("Noah").stream().map(Span::entity).collect(Collectors.toSet()))
        .containsExactly(Entity.FIRST_NAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ship to Seattle, Washington 98101 today | 98101",
        "Portland, Oregon, 97201-1234 | 97201-1234",
        "K1A 0B1 is mine | K1A 0B1",
        "to 8 High St, London SW1A 1AA please | SW1A 1AA",
        "in M1 1AE, Manchester | M1 1AE",
        "or EC4M 7RF. | EC4M 7RF",
      })
  void postcodesOfSeveralCountriesAreFoundInText(String text, String postcode) {
    assertThat(DETECTOR.spans(text))
        .filteredOn(span -> span.entity() == Entity.POSTCODE)
        .extracting(span -> text.substring(span.start(), span.end()))
        .containsExactly(postcode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flight BA 249", "room A1 4BC2", "v1 2ab", "order 98101", "washington 1234567"})
  void whatOnlyLooksLikeAPostcodeIsNone(String text) {
    assertThat(DETECTOR.spans(text)).noneMatch(span -> span.entity() == Entity.POSTCODE);
  }
}
