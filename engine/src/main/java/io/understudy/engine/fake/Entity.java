package io.understudy.engine.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind of personal data, under the name that configs use for it. */
public enum Entity {
  ACCOUNT_NUMBER,
  ADDRESS,
  AGE,
  API_KEY,
  BANK_ROUTING_NUMBER,
  BIOMETRIC_IDENTIFIER,
  BLOOD_TYPE,
  CERTIFICATE_LICENSE_NUMBER,
  CITY,
  COMPANY_NAME,
  COORDINATE,
  COUNTRY,
  CREDIT_DEBIT_CARD,
  CUSTOMER_ID,
  CVV,
  DATE,
  DATE_TIME,
  DEVICE_IDENTIFIER,
  EDUCATION,
  EMAIL,
  EMPLOYEE_ID,
  EMPLOYMENT_STATUS,
  ETHNICITY,
  FAX_NUMBER,
  FIRST_NAME,
  /** A first name from the women's list; what the provider {@code first_name_female} makes. */
  FIRST_NAME_FEMALE,
  /** A first name from the men's list; what the provider {@code first_name_male} makes. */
  FIRST_NAME_MALE,
  GENDER,
  HEALTH_PLAN_BENEFICIARY_NUMBER,
  HTTP_COOKIE,
  IBAN,
  IPV4,
  IPV6,
  JOB_TITLE,
  LANGUAGE,
  LAST_NAME,
  LATITUDE,
  LICENSE_PLATE,
  LONGITUDE,
  MAC_ADDRESS,
  MEDICAL_RECORD_NUMBER,
  NAME,
  /** A woman's full name; what the provider {@code name_female} makes. */
  NAME_FEMALE,
  /** A man's full name; what the provider {@code name_male} makes. */
  NAME_MALE,
  NATIONAL_ID,
  PASSWORD,
  PHONE_NUMBER,
  PIN,
  POLITICAL_VIEW,
  POSTCODE,
  RACE,
  RELIGIOUS_BELIEF,
  SEXUALITY,
  SSN,
  STATE,
  STREET_ADDRESS,
  SWIFT_BIC,
  TAX_ID,
  UNIQUE_IDENTIFIER,
  URL,
  USER_NAME,
  VEHICLE_IDENTIFIER;

  private static final int NEAREST = 3;

  private final String entityName = name().toLowerCase(Locale.ROOT);

  /** The name in configs and reports, such as {@code first_name}. */
  public String entityName() {
    return entityName;
  }

  /**
   * The entity of this name: one of our own, or a provider of Python's Faker that makes the same
   * kind of value (such as {@code zipcode} for {@link #POSTCODE}).
   */
  public static Optional<Entity> byName(String name) {
    return Optional.ofNullable(Names.BY_NAME.get(name));
  }

  /** Whether the fakes of a row's subject, where one is named, fit together with each other. */
  public boolean isOfSubject() {
    return Persona.PARTS.contains(this) || this == DATE || this == DATE_TIME;
  }

  /** Every name that {@link #byName} knows. */
  public static Set<String> names() {
    return Names.BY_NAME.keySet();
  }

  /** Up to three known names that are closest to a misspelt one, the closest first. */
  public static List<String> nearest(String name) {
    int most = Math.max(2, name.length() / 3);
    Map<String, Integer> distances = new HashMap<>();
    for (String known : Names.BY_NAME.keySet()) {
      int distance = distance(name.toLowerCase(Locale.ROOT), known);
      if (distance <= most) {
        distances.put(known, distance);
      }
    }
    List<String> found = new ArrayList<>(distances.keySet());
    found.sort(Comparator.comparing((String n) -> distances.get(n)).thenComparing(n -> n));
    return List.copyOf(found.subList(0, Math.min(NEAREST, found.size())));
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }

  /** An enum cannot fill a static map from its own constructor, hence the holder. */
  private static final class Names {
    static final Map<String, Entity> BY_NAME = byName();

    private static Map<String, Entity> byName() {
      Map<String, Entity> names = new HashMap<>(ProviderNames.ENTITIES);
      for (Entity entity : values()) {
        names.put(entity.entityName, entity);
      }
      return Map.copyOf(names);
    }
  }
}
