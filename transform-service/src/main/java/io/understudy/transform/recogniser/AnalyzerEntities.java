package io.understudy.transform.recogniser;

import io.understudy.engine.fake.Entity;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a Presidio analyzer calls things. */
final class AnalyzerEntities {
  private static final Map<String, Entity> USUAL =
      Map.ofEntries(
          Map.entry("CREDIT_CARD", Entity.CREDIT_DEBIT_CARD),
          Map.entry("CRYPTO", Entity.ACCOUNT_NUMBER),
          Map.entry("DATE_TIME", Entity.DATE),
          Map.entry("EMAIL_ADDRESS", Entity.EMAIL),
          Map.entry("IBAN_CODE", Entity.IBAN),
          Map.entry("IP_ADDRESS", Entity.IPV4),
          Map.entry("LOCATION", Entity.CITY),
          Map.entry("MEDICAL_LICENSE", Entity.CERTIFICATE_LICENSE_NUMBER),
          Map.entry("NRP", Entity.ETHNICITY),
          Map.entry("ORGANIZATION", Entity.COMPANY_NAME),
          Map.entry("PERSON", Entity.NAME),
          Map.entry("UK_NHS", Entity.MEDICAL_RECORD_NUMBER),
          Map.entry("US_BANK_NUMBER", Entity.ACCOUNT_NUMBER),
          Map.entry("US_DRIVER_LICENSE", Entity.CERTIFICATE_LICENSE_NUMBER),
          Map.entry("US_ITIN", Entity.TAX_ID),
          Map.entry("US_PASSPORT", Entity.NATIONAL_ID),
          Map.entry("US_SSN", Entity.SSN));

  private final Map<String, Entity> entities;

  /**
   * @param own entity names by the analyzer's
   * @throws IllegalArgumentException for an entity that is not known
   */
  AnalyzerEntities(Map<String, String> own) {
    Map<String, Entity> all = new HashMap<>(USUAL);
    own.forEach(
        (name, entity) ->
            all.put(
                name,
                Entity.byName(entity)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "understudy.recogniser.entities."
                                    + name
                                    + ": unknown entity \""
                                    + entity
                                    + "\"; near ones: "
                                    + String.join(", ", Entity.nearest(entity))))));
    this.entities = Map.copyOf(all);
  }

  /** What nobody has a name for keeps its shape: it is personal, whatever it is. */
  Entity of(String name) {
    Entity known = entities.get(name);
    return known != null
        ? known
        : Entity.byName(name.toLowerCase(Locale.ROOT)).orElse(Entity.UNIQUE_IDENTIFIER);
  }
}
