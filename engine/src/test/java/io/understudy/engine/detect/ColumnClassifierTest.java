package io.understudy.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.understudy.engine.ColumnType;
import io.understudy.engine.fake.Entity;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What columns hold by their names and values. */
class ColumnClassifierTest {
  private static final ColumnClassifier CLASSIFIER = new ColumnClassifier(new Detector(List.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "EMAIL: noah@gray.com, liam.hart@example.org, o'neil@uni.ac.uk, x1@a.de",
        "IPV4: 10.0.0.1, 192.168.7.20, 8.8.8.8",
        "MAC_ADDRESS: 00-1B-44-11-3A-B7, 00-1B-44-11-3A-B8, 00-1B-44-11-3A-B9",
        "CREDIT_DEBIT_CARD: 4111111111111111, 5500 0000 0000 0004, 340000000000009",
        "IBAN: DE89370400440532013000, GB82 WEST 1234 5698 7654 32, FR1420041010050500013M02606",
        "PHONE_NUMBER: 829-801-3215, 617-248-4867, (702) 902-6973, +49 30 1234567",
        "SSN: 123-45-6789, 234-56-7890, 345-67-8901",
        "VEHICLE_IDENTIFIER: 1M8GDM9AXKP042788, 5GZCZ43D13S812715, 1HGCM82633A004352",
        "NATIONAL_ID: 12345678Z, X1234567L, 87654321X",
        "NATIONAL_ID: RSSMRA85T10A562S, rssmra85t10a562s, VRDGPP80A01H501W",
        "TAX_ID: 86095742719, 65929970489, 57549285017",
        "BANK_ROUTING_NUMBER: 111000025, 021000021, 011401533, 322271627",
        "DEVICE_IDENTIFIER: 490154203237518, 356938035643809, 352099001761481",
        "FIRST_NAME: Liam, Noah, Olivia, Emma, Benjamin",
        "LAST_NAME: Gonzalez, Nguyen, Schmidt, Kowalski, Rodriguez",
        "NAME: Liam Hart, Olivia Schmidt, Emma J. Nguyen, Benjamin Rodriguez",
        "COUNTRY: France, Germany, United States, Costa Rica",
        "STATE: Massachusetts, New York, Nevada, California",
        "STREET_ADDRESS: 841 6th St, 677 Washington Ave, 12 Main Street, 9 Long Lane",
      })
  void valuesAloneTell(Entity entity, String values) {
    List<Classification> found =
        CLASSIFIER.classify("c7", ColumnType.TEXT, List.of(values.split(", ")));
    assertThat(found).isNotEmpty();
    assertThat(found.getFirst().entity()).isEqualTo(entity);
    assertThat(found.getFirst().confidence()).isBetween(0.4, 0.99);
  }

  @ParameterizedTest
  @CsvSource({
    "fname, FIRST_NAME",
    "Nachname, LAST_NAME",
    "date_de_naissance, DATE",
    "correo_electronico, EMAIL",
    "codice_fiscale, NATIONAL_ID",
    "telemovel, PHONE_NUMBER",
    "geboortedatum, DATE",
    "kundennummer, CUSTOMER_ID",
  })
  void aNameAloneTells(String name, Entity entity) {
    assertThat(CLASSIFIER.classify(name, ColumnType.TEXT, List.of()))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.entity()).isEqualTo(entity);
              assertThat(found.why()).isEqualTo("its name says so");
            });
  }

  @Test
  void nameAndValuesTogetherAreSurerThanEither() {
    List<String> values = List.of("noah@gray.com", "liam@hart.com", "emma@nguyen.com");
    double name = only("email", List.of());
    double value = only("c", values);
    double both = only("email", values);
    assertThat(both).isGreaterThan(Math.max(name, value));
    assertThat(name).isEqualTo(0.85);
    assertThat(value).isEqualTo(0.74); // 0.99 * 3 / 4
  }

  @Test
  void valuesThatContradictTheNameHalveIt() {
    assertThat(CLASSIFIER.classify("email", ColumnType.TEXT, List.of("yes", "no", "never")))
        .containsExactly(
            new Classification(Entity.EMAIL, 0.43, "its name says so, but no value looks so"));
  }

  @Test
  void theNameDecidesBetweenKindsOfOneForm() {
    List<String> sins = List.of("130 692 544", "130-692-544", "130692544", "453456782");
    assertThat(CLASSIFIER.classify("ssn", ColumnType.TEXT, sins).getFirst().entity())
        .isEqualTo(Entity.SSN);
    assertThat(CLASSIFIER.classify("x", ColumnType.TEXT, sins).getFirst().entity())
        .isEqualTo(Entity.NATIONAL_ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "status: active, pending, closed, on hold",
        "quantity: 1, 2, 3, 40, 500",
        "order_no: 100000001, 100000002, 100000003, 100000004, 100000005, 100000006",
        "created: 2024-01-31, 2024-02-28, 2025-03-01",
        "sku: AB-1234, AB-1235, ZX-9999",
        "price: 12.50, 7.99, 1034.00",
        "product_name: Garden chair, Desk lamp, Steel bolt",
        "diagnosis: Anxiety, Migraines, High Blood Pressure",
      })
  void whatIsNotPersonalIsNotFound(String name, String values) {
    assertThat(CLASSIFIER.classify(name, ColumnType.TEXT, List.of(values.split(", ")))).isEmpty();
  }

  @Test
  void numbersCountAsTheirDigits() {
    List<Long> cards = List.of(4111111111111111L, 5500000000000004L, 340000000000009L);
    assertThat(CLASSIFIER.classify("n", ColumnType.INTEGER, cards).getFirst().entity())
        .isEqualTo(Entity.CREDIT_DEBIT_CARD);
  }

  @Test
  void nullsAndRepeatsDoNotCount() {
    assertThat(
            CLASSIFIER
                .classify(
                    "c",
                    ColumnType.TEXT,
                    Arrays.asList(null, "noah@gray.com", " noah@gray.com ", null, "", "x"))
                .getFirst()
                .why())
        .isEqualTo("1 of 2 distinct values are e-mail addresses");
  }

  @Test
  void recognisersOfTheConfigTakePart() {
    OwnRecogniser own =
        new OwnRecogniser(
            Entity.EMPLOYEE_ID,
            Pattern.compile("B-\\d{4}"),
            Set.of(),
            null,
            List.of(OwnRecogniser.columnName("badge")),
            0.9);
    ColumnClassifier classifier =
        new ColumnClassifier(
            new Detector(List.of(), new DetectionSettings(List.of(own), 100, 100)));
    assertThat(classifier.classify("x", ColumnType.TEXT, List.of("B-1234", "B-1235", "B-1236")))
        .containsExactly(
            new Classification(
                Entity.EMPLOYEE_ID, 0.68, "all of 3 distinct values are what a recogniser finds"));
    assertThat(classifier.classify("BADGE", ColumnType.TEXT, List.of()))
        .containsExactly(new Classification(Entity.EMPLOYEE_ID, 0.9, "its name says so"));
  }

  @Test
  void noEvidenceHoldsAValue() {
    List<String> values = List.of("noah@gray.com", "liam@hart.com", "4111111111111111");
    Stream.of("email", "card_number", "c")
        .flatMap(name -> CLASSIFIER.classify(name, ColumnType.TEXT, values).stream())
        .forEach(found -> assertThat(found.why()).doesNotContain("gray", "hart", "4111"));
  }

  private static double only(String name, List<String> values) {
    List<Classification> found = CLASSIFIER.classify(name, ColumnType.TEXT, values);
    assertThat(found).hasSize(1);
    return found.getFirst().confidence();
  }
}
