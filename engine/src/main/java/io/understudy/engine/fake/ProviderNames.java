package io.understudy.engine.fake;

import static java.util.Map.entry;

import java.util.Map;

/** What writers of configs call an entity besides its own name: mostly Python Faker's providers. */
final class ProviderNames {
  static final Map<String, Entity> ENTITIES =
      Map.ofEntries(
          entry("aba", Entity.BANK_ROUTING_NUMBER),
          entry("administrative_unit", Entity.STATE),
          entry("ascii_company_email", Entity.EMAIL),
          entry("ascii_email", Entity.EMAIL),
          entry("ascii_free_email", Entity.EMAIL),
          entry("ascii_safe_email", Entity.EMAIL),
          entry("bban", Entity.ACCOUNT_NUMBER),
          entry("company", Entity.COMPANY_NAME),
          entry("company_email", Entity.EMAIL),
          entry("coordinate_latitude", Entity.LATITUDE),
          entry("coordinate_longitude", Entity.LONGITUDE),
          entry("credit_card_number", Entity.CREDIT_DEBIT_CARD),
          entry("credit_card_security_code", Entity.CVV),
          entry("current_country", Entity.COUNTRY),
          entry("education_level", Entity.EDUCATION),
          entry("email_address", Entity.EMAIL),
          entry("free_email", Entity.EMAIL),
          entry("ipv4_private", Entity.IPV4),
          entry("ipv4_public", Entity.IPV4),
          entry("itin", Entity.TAX_ID),
          entry("job", Entity.JOB_TITLE),
          entry("language_name", Entity.LANGUAGE),
          entry("last_name_female", Entity.LAST_NAME),
          entry("last_name_male", Entity.LAST_NAME),
          entry("last_name_nonbinary", Entity.LAST_NAME),
          entry("first_name_nonbinary", Entity.FIRST_NAME),
          entry("name_nonbinary", Entity.NAME),
          entry("occupation", Entity.JOB_TITLE),
          entry("passport_number", Entity.NATIONAL_ID),
          entry("postalcode", Entity.POSTCODE),
          entry("province", Entity.STATE),
          entry("race_ethnicity", Entity.RACE),
          entry("safe_email", Entity.EMAIL),
          entry("swift", Entity.SWIFT_BIC),
          entry("swift11", Entity.SWIFT_BIC),
          entry("swift8", Entity.SWIFT_BIC),
          entry("uri", Entity.URL),
          entry("uuid4", Entity.UNIQUE_IDENTIFIER),
          entry("vin", Entity.VEHICLE_IDENTIFIER),
          entry("zipcode", Entity.POSTCODE));

  private ProviderNames() {}
}
