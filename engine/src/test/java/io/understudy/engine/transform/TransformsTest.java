package io.understudy.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.SecretKey;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformsTest {
  private final Transforms transforms = new Transforms(new SecretKey(new byte[16]), List.of());

  /** What the original's filter gives for the same arguments. */
  @ParameterizedTest
  @CsvSource({
    "4716424521, 2, ***, 2, 1, 47***21",
    "4716424521, 0, X, 4, 1, X4521",
    "4716424521, 4, X, 0, 1, 4716X",
    "4716424521, 0, X, 0, 1, X",
    "4716424521, 20, X, 0, 1, 47164245X",
    "4716424521, 0, X, 20, 1, X16424521",
    "4716424521, 20, X, 20, 1, 4716X4521",
    "Noah, 2, ***, 2, 1, N***h",
    "Al, 2, ***, 2, 1, ***",
    "A, 2, ***, 2, 1, ***",
    "Noah, 1, *, 1, 0, N*h",
    "Noah, 2, *, 2, 0, N*ah",
    "Noah, 1, *, 1, 4, *",
    "Noah, 1, *, 1, 9, *"
  })
  void partialMaskKeepsTheEnds(
      String value, int left, String mask, int right, int tolerance, String masked) {
    assertThat(transforms.partialMask(left, mask, right, tolerance).apply(value)).isEqualTo(masked);
  }

  @Test
  void partialMaskOfANumberIsThatOfItsCanonicalText() {
    assertThat(transforms.partialMask(1, "*", 1, 1).apply(new BigDecimal("4711.00")))
        .isEqualTo("4*1");
  }

  @Test
  void partialMaskRefusesAnEmptyMaskAndNegativeNumbers() {
    assertThatThrownBy(() -> transforms.partialMask(1, "", 1, 1))
        .hasMessage("partial_mask: the mask is empty; give at least one char");
    assertThatThrownBy(() -> transforms.partialMask(1, "*", -1, 1))
        .hasMessage("partial_mask: left, right and tolerance must not be negative, found 1, -1, 1");
  }

  @Test
  void hashesAreKeyedSaltedAndAgreeAcrossTypes() {
    Object hash = transforms.hash("").apply("4711");

    assertThat(hash).asString().matches("[0-9a-f]{64}");
    assertThat(transforms.hash("").apply(4711L)).isEqualTo(hash);
    assertThat(transforms.hash("").apply(new BigDecimal("4711.00"))).isEqualTo(hash);
    assertThat(transforms.hash("salt").apply("4711")).isNotEqualTo(hash);
    assertThat(other().hash("").apply("4711")).isNotEqualTo(hash);
    assertThat((byte[]) transforms.hash("").apply(new byte[] {1, 2})).hasSize(32);
  }

  @Test
  void fakeEntitiesAgreeWithTheFakesOfColumns() {
    Object text =
        transforms
            .fakeEntities()
            .apply("Dear Noah, call 617-248-4867 or write to noah@web.de. Regards, Emma Wilson");

    assertThat(text)
        .isEqualTo(
            "Dear "
                + transforms.fake(Entity.FIRST_NAME).apply("Noah")
                + ", call "
                + transforms.fake(Entity.PHONE_NUMBER).apply("617-248-4867")
                + " or write to "
                + transforms.fake(Entity.EMAIL).apply("noah@web.de")
                + ". Regards, "
                + transforms.fake(Entity.NAME).apply("Emma Wilson"));
  }

  @Test
  void redactEntitiesNamesWhatWasThere() {
    assertThat(transforms.redactEntities().apply("Dear Noah, call 617-248-4867"))
        .isEqualTo("Dear <first_name>, call <phone_number>");
    assertThat(transforms.redactEntities().apply("All is well.")).isEqualTo("All is well.");
  }

  @Test
  void freeTextTransformsRefuseWhatIsNoTextWithoutQuotingIt() {
    assertThatThrownBy(() -> transforms.redactEntities().apply(4711L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("redact_entities needs text, found Long");
    assertThatThrownBy(() -> transforms.fakeEntities().apply(4711L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fake_entities needs text, found Long");
  }

  @Test
  void everyEntityCanBeFaked() {
    for (Entity entity : Entity.values()) {
      assertThat(transforms.canFake(entity)).as(entity.entityName()).isTrue();
    }
  }

  private static Transforms other() {
    byte[] secret = new byte[16];
    secret[0] = 1;
    return new Transforms(new SecretKey(secret), List.of());
  }
}
