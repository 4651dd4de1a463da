package io.understudy.engine.fake;

/** The usual form of each entity, for fakes of cells that have no value whose form could stay. */
final class Samples {
  private Samples() {}

  static String of(Entity entity) {
    return switch (entity) {
      case ACCOUNT_NUMBER -> "100200300400";
      case ADDRESS -> "1 Any Street, Any Town, XX 10000";
      case AGE -> "40";
      case API_KEY -> "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
      case BANK_ROUTING_NUMBER -> "021000021";
      case BIOMETRIC_IDENTIFIER, DEVICE_IDENTIFIER -> "AB1000000000";
      case BLOOD_TYPE -> "Any";
      case CERTIFICATE_LICENSE_NUMBER -> "A1000000";
      case CITY, COMPANY_NAME, JOB_TITLE, COUNTRY, LANGUAGE, EDUCATION, EMPLOYMENT_STATUS -> "Any";
      case COORDINATE -> "10.000001, 10.000001";
      case CREDIT_DEBIT_CARD -> "4000000000000002";
      case CUSTOMER_ID -> "C100000000";
      case CVV -> "100";
      case DATE -> "2000-01-31";
      case DATE_TIME -> "2000-01-31 10:30:01";
      case EMAIL -> "any.one@example.com";
      case EMPLOYEE_ID -> "E100000";
      case ETHNICITY, POLITICAL_VIEW, RACE, RELIGIOUS_BELIEF, SEXUALITY -> "Any";
      case FAX_NUMBER, PHONE_NUMBER -> "200-200-1000";
      case FIRST_NAME, FIRST_NAME_FEMALE, FIRST_NAME_MALE, LAST_NAME -> "Any";
      case GENDER -> "Any";
      case HEALTH_PLAN_BENEFICIARY_NUMBER -> "ABC100000000";
      case HTTP_COOKIE -> "session=0a1b2c3d4e5f60718293a4b5";
      case IBAN -> "DE89370400440532013000";
      case IPV4 -> "10.0.0.1";
      case IPV6 -> "2001:db8::1";
      case LATITUDE, LONGITUDE -> "10.000001";
      case LICENSE_PLATE -> "ABC-1000";
      case MAC_ADDRESS -> "02:00:00:00:00:01";
      case MEDICAL_RECORD_NUMBER -> "MRN10000000";
      case NAME, NAME_FEMALE, NAME_MALE -> "Any One";
      case NATIONAL_ID -> "100000000";
      case PASSWORD -> "password";
      case PIN -> "1000";
      case POSTCODE -> "10000";
      case SSN -> "900-10-1000";
      case STATE -> "Any";
      case STREET_ADDRESS -> "100 Any Street";
      case SWIFT_BIC -> "ABCDUSAA";
      case TAX_ID -> "900-70-1000";
      case UNIQUE_IDENTIFIER -> "01234567-89ab-4def-8123-456789abcdef";
      case URL -> "https://example.com/page";
      case USER_NAME -> "any.one";
      case VEHICLE_IDENTIFIER -> "1HGCM82633A004352";
    };
  }
}
