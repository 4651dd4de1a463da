package io.understudy.engine.fake;

import io.understudy.engine.key.FormatPreserving;
import io.understudy.engine.key.KeyedDigest;
import io.understudy.engine.key.KeyedFunction;
import io.understudy.engine.key.SecretKey;
import java.util.Locale;

/**
 * Fakes that are different for different originals.
 *
 * <p>Numbers and identifiers are permuted within their own form. That has a price: the 102 million
 * social security numbers that are never issued cannot stand one-to-one for the 889 million that
 * can be, nor 7 million telephone numbers of the exchange 555 for 6 billion; so a unique fake of a
 * valid one is another valid one, and may be somebody's.
 *
 * <p>E-mail addresses, user names and URLs are too many for a permutation: their fakes hold 100
 * bits of a keyed digest, so that among n originals the odds of one collision are below n² / 2^101:
 * 2 * 10^-18 for two million. Letter case makes no other mailbox.
 */
final class Unique {
  private final SecretKey key;
  private final Pools pools;

  Unique(SecretKey key, Pools pools) {
    this.key = key;
    this.pools = pools;
  }

  static IllegalStateException needsValue() {
    return new IllegalStateException("a unique fake follows from the value alone");
  }

  /**
   * @throws IllegalArgumentException for an entity whose fakes are too few
   */
  TextFake of(Entity entity) {
    ShapePermutation permutation = permutation(entity.entityName());
    UniqueShape shape = shape(entity.entityName(), permutation);
    UniqueNumbers numbers = new UniqueNumbers(permutation, shape);
    KeyedDigest digest = new KeyedDigest(key, "unique/" + entity.entityName());
    UniqueMailboxes mailboxes = new UniqueMailboxes(digest, pools);
    return switch (entity) {
      case EMAIL -> valueOnly(mailboxes::email);
      case USER_NAME -> valueOnly(mailboxes::userName);
      case URL -> valueOnly(mailboxes::url);
      case IPV6 -> valueOnly(mailboxes::ipv6);
      case PASSWORD -> valueOnly(mailboxes::password);
      case PHONE_NUMBER, FAX_NUMBER -> {
        ShapePermutation phones = permutation("phone_number");
        UniqueShape shapes = shape("phone_number", phones);
        yield valueOnly(text -> UniquePhone.of(text, phones, shapes));
      }
      case SSN -> valueOnly(numbers::ssn);
      case CREDIT_DEBIT_CARD -> valueOnly(numbers::card);
      case IBAN -> valueOnly(numbers::iban);
      case BANK_ROUTING_NUMBER -> valueOnly(numbers::routing);
      case VEHICLE_IDENTIFIER -> valueOnly(numbers::vehicle);
      case MAC_ADDRESS -> valueOnly(numbers::mac);
      case SWIFT_BIC -> CodeFakes.bic(shape);
      case POSTCODE,
          ACCOUNT_NUMBER,
          API_KEY,
          BIOMETRIC_IDENTIFIER,
          CERTIFICATE_LICENSE_NUMBER,
          CUSTOMER_ID,
          CVV,
          DEVICE_IDENTIFIER,
          EMPLOYEE_ID,
          HEALTH_PLAN_BENEFICIARY_NUMBER,
          HTTP_COOKIE,
          LICENSE_PLATE,
          MEDICAL_RECORD_NUMBER,
          NATIONAL_ID,
          PIN,
          TAX_ID,
          UNIQUE_IDENTIFIER ->
          shape;
      default -> throw tooFew(entity);
    };
  }

  private ShapePermutation permutation(String purpose) {
    return new ShapePermutation(
        new KeyedFunction(key, "unique/" + purpose), new FormatPreserving(key, purpose));
  }

  private UniqueShape shape(String purpose, ShapePermutation permutation) {
    return new UniqueShape(new ShapeFake(new KeyedFunction(key, "fake/" + purpose)), permutation);
  }

  private IllegalArgumentException tooFew(Entity entity) {
    long size = size(entity);
    return new IllegalArgumentException(
        "a fake "
            + entity.entityName()
            + " cannot be unique: there are "
            + (size > 0 ? "only " + String.format(Locale.ROOT, "%,d", size) : "too few")
            + " of them; use hash, or leave unique out");
  }

  /** How many different fakes there are; 0 if nobody counts. */
  private long size(Entity entity) {
    long first = pools.firstNames().length;
    long last = pools.lastNames().length;
    return switch (entity) {
      case FIRST_NAME -> first;
      case FIRST_NAME_FEMALE -> pools.femaleFirstNames().length;
      case FIRST_NAME_MALE -> pools.maleFirstNames().length;
      case LAST_NAME -> last;
      case NAME -> first * last;
      case NAME_FEMALE -> pools.femaleFirstNames().length * last;
      case NAME_MALE -> pools.maleFirstNames().length * last;
      case CITY -> pools.cities().length;
      case COMPANY_NAME -> pools.companies().length;
      case JOB_TITLE -> pools.jobs().length;
      case STATE -> pools.states().length;
      case COUNTRY -> pools.countries().length;
      case IPV4 -> 1L << 24;
      default -> 0;
    };
  }

  /** Makes a fake of a text alone. */
  @FunctionalInterface
  private interface Mapping {
    String of(String text);
  }

  private static TextFake valueOnly(Mapping mapping) {
    return new ValueOnly(mapping);
  }

  private record ValueOnly(Mapping mapping) implements TextFake {
    @Override
    public String fake(String original) {
      String fake = mapping.of(original);
      if (fake.equals(original)) {
        throw new IllegalArgumentException(
            "no unique fake differs from the value; use hash instead");
      }
      return fake;
    }

    @Override
    public String fake(String shape, String key) {
      throw needsValue();
    }
  }
}
