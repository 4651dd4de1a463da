package io.understudy.standalone.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {
  private static final Original MAIL = new Original(Kind.EMAIL, "anna.oneil@quillwire.com");
  private static final Original PHONE = new Original(Kind.PHONE, "617-248-4867");
  private static final Original NAME = new Original(Kind.NAME, "anna o neil");
  private static final Original TURNED = new Original(Kind.NAME, "o neil anna");

  private final Originals originals = new Originals();
  private final Scanner scanner = new Scanner(originals);

  ScannerTest() {
    originals.email("Anna.ONeil@quillwire.com");
    originals.phone("+1 (617) 248.4867");
    originals.name("Anna", "O'Neil");
  }

  private List<Original> found(String text) {
    List<Original> found = new ArrayList<>();
    scanner.scan(text, found::add);
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna.oneil@quillwire.com",
        "to:ANNA.ONEIL@QUILLWIRE.COM.",
        "<anna.oneil@quillwire.com>, and others",
        "{\"email\":\"anna.oneil@quillwire.com\"}",
        "mailto=anna.oneil@quillwire.com?subject=x"
      })
  void anAddressIsFoundWhateverIsAroundIt(String text) {
    assertThat(found(text)).contains(MAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "617-248-4867",
        "call (617) 248-4867!",
        "1-617-248-4867",
        "+1 617 248 4867",
        "617.248.4867,next",
        "(617)248-4867",
        "at 12 617-248-4867 13"
      })
  void aPhoneNumberIsFoundHoweverItsGroupsAreJoined(String text) {
    assertThat(found(text)).containsExactly(PHONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6172484867",
        "617248-4867",
        "617-248-48671",
        "a617-248-4867",
        "617-248-4867b",
        "617-248:4867",
        "617-248-4868",
        "617-248"
      })
  void otherDigitsAreNoPhoneNumber(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dear Anna O'Neil,",
        "anna o neil",
        "ANNA O'NEIL",
        "Anna;O'Neil",
        "anna.o.neil@example.com",
        "\"Anna\",\"O'Neil\"",
        "line\\nAnna O'Neil",
        "Anna\tO'Neil"
      })
  void aNameIsFoundWhateverIsBetweenItsWords(String text) {
    assertThat(found(text)).containsExactly(NAME);
  }

  @Test
  void aNameIsFoundWithTheSurnameFirst() {
    assertThat(found("O'Neil, Anna")).containsExactly(TURNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Anna", "O'Neil", "Annao Neil", "Joanna O'Neill", "Anna (late) O'Neil"})
  void partsOfANameAndLongerWordsAreNoName(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna.oneil@quillwire.com", "617-248-4867", "Anna O'Neil"})
  void whatLiesAcrossTheBorderOfTwoChunksIsFound(String original) throws IOException {
    for (int before = 65_000; before < 68_000; before += 7) {
      String text = "word ".repeat(before / 5) + "x".repeat(before % 5) + " " + original + " end";
      Set<Original> found = new HashSet<>();
      scanner.scan(new StringReader(text), found::add);
      assertThat(found).as("%d characters before it", before).hasSize(1);
    }
  }

  @Test
  void aStreamWithoutAnyBlankIsReadToItsEnd() throws IOException {
    Set<Original> found = new HashSet<>();
    scanner.scan(new StringReader("x".repeat(300_000) + ";617-248-4867"), found::add);
    assertThat(found).containsExactly(PHONE);
  }

  @Test
  void eachOfAHundredThousandOriginalsIsFoundAndNothingElse() {
    Originals many = new Originals();
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      String word = Integer.toString(i, 26).replaceAll("[0-9]", "z$0").replaceAll("[0-9]", "q");
      String phone = String.format("%03d-%03d-%04d", 200 + i % 700, 200 + i / 700, i % 10_000);
      many.phone(phone);
      many.email("user" + i + "@quillwire.com");
      if (i % 100 == 0) {
        text.append(word).append(' ').append(phone).append(" or user").append(i);
        text.append("@quillwire.com ").append(random.nextInt()).append('\n');
      }
      text.append("user").append(i).append("@example.com 555-01").append(i % 100).append('\n');
    }
    Set<Original> found = new HashSet<>();
    new Scanner(many).scan(text, found::add);
    assertThat(many.size(Kind.PHONE)).isEqualTo(100_000);
    assertThat(many.size(Kind.EMAIL)).isEqualTo(100_000);
    assertThat(found).filteredOn(each -> each.kind() == Kind.PHONE).hasSize(1_000);
    assertThat(found)
        .filteredOn(each -> each.kind() == Kind.EMAIL)
        .hasSize(1_000)
        .allMatch(
            each -> each.key().endsWith("00@quillwire.com") || each.key().startsWith("user0@"));
  }

  @Test
  void whatIsNoAddressNumberOrNameIsNotLookedFor() {
    Originals none = new Originals();
    none.email("nobody");
    none.email("@quillwire.com");
    none.phone("ext. 12");
    none.phone("1234567890123456");
    none.name("Cher");
    none.name("", "O'Neil");
    assertThat(none.isEmpty()).isTrue();
  }

  @Test
  void aNameInBothOrdersCountsOnce() {
    assertThat(originals.size(Kind.NAME)).isEqualTo(1);
  }
}
