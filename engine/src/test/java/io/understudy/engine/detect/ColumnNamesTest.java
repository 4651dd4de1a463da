package io.understudy.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.fake.Entity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNamesTest {
  private static final Detector DETECTOR = new Detector(List.of());

  @ParameterizedTest
  @CsvSource({
    "fname, first_name",
    "first_name, first_name",
    "FirstName, first_name",
    "FIRST NAME, first_name",
    "customerFirstName, first_name",
    "customer_first_name, first_name",
    "Vorname, first_name",
    "prénom, first_name",
    "voornaam, first_name",
    "LastName, last_name",
    "lname, last_name",
    "nachname, last_name",
    "apellido1, last_name",
    "cognome, last_name",
    "achternaam, last_name",
    "sobrenome, last_name",
    "full_name, name",
    "customer_name, name",
    "CustomerName, name",
    "patientname, name",
    "billing_name, name",
    "account_holder_name, name",
    "nombre_completo, name",
    "E-Mail, email",
    "email, email",
    "EmailAddress, email",
    "email_1, email",
    "contact-email, email",
    "customeremail, email",
    "CUSTEMAIL, email",
    "correo_electronico, email",
    "telefon, phone_number",
    "Telefonnummer, phone_number",
    "homePhone, phone_number",
    "phone_number_2, phone_number",
    "phone_home, phone_number",
    "téléphone, phone_number",
    "kundentelefon, phone_number",
    "Handynummer, phone_number",
    "fax, fax_number",
    "ssn, ssn",
    "SSN_number, ssn",
    "social security number, ssn",
    "passport_no, national_id",
    "codice_fiscale, national_id",
    "cpf, national_id",
    "tax_id, tax_id",
    "credit_card_number, credit_debit_card",
    "cc_number, credit_debit_card",
    "Kreditkartennummer, credit_debit_card",
    "cvv, cvv",
    "iban, iban",
    "customer_iban, iban",
    "kontonummer, account_number",
    "bank_account_number, account_number",
    "password, password",
    "user_name, user_name",
    "MRN, medical_record_number",
    "drivers_license, certificate_license_number",
    "license_plate, license_plate",
    "vin, vehicle_identifier",
    "ip_address, ipv4",
    "clientIP, ipv4",
    "mac_address, mac_address",
    "straße, street_address",
    "Straße, street_address",
    "address_line_1, street_address",
    "home_address, street_address",
    "Address, address",
    "shipping_address, address",
    "indirizzo, address"
  })
  void knowsWhatIdentifiesAPersonByTheColumnsName(String name, String entity) {
    assertThat(DETECTOR.byColumnName(name)).map(Entity::entityName).contains(entity);
    assertThat(DETECTOR.classify(name)).map(Entity::entityName).contains(entity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "42",
        "id",
        "order_id",
        "status",
        "file_name",
        "filename",
        "product_name",
        "productName",
        "host_name",
        "hostname",
        "description",
        "amount",
        "created_at",
        "updated_at",
        "email_verified",
        "is_email_valid",
        "phone_type",
        "has_phone",
        "address_id",
        "email_count",
        "quantity",
        "price",
        "currency",
        "sku",
        "table_name",
        "column_name",
        "category",
        "notes",
        "order_number",
        "invoice_number",
        "version",
        "total",
        "type",
        "event_name",
        "campaign_name",
        "tag",
        "title",
        "street_type",
        "warehouse",
        "shipment_id",
        "payment_method",
        "mailing_list",
        "last_login_time",
        "first_seen",
        "last_updated",
        "emailSentAt",
        "mac_os_version",
        "recipe",
        "shipping",
        "shipping_cost",
        "trip_duration",
        "script",
        "pinned",
        "vintage",
        "ipo_date",
        "canceled",
        "telemetry",
        "mobile_app",
        "rate",
        "name_type",
        "sessions",
        "last"
      })
  void raisesNoFalseAlarmByTheColumnsName(String name) {
    assertThat(DETECTOR.byColumnName(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "name, name",
    "dob, date",
    "date_of_birth, date",
    "Geburtsdatum, date",
    "birth_date, date",
    "age, age",
    "city, city",
    "Ort, city",
    "PLZ, postcode",
    "zip_code, postcode",
    "state, state",
    "country, country",
    "lat, latitude",
    "customer_id, customer_id",
    "CustomerID, customer_id",
    "employee_id, employee_id",
    "gender, gender",
    "Geschlecht, gender",
    "job_title, job_title",
    "company, company_name",
    "routing_number, bank_routing_number",
    "bic, swift_bic",
    "website, url"
  })
  void knowsWhatOnlyNarrowsPeopleDownButStopsNoFileForIt(String name, String entity) {
    assertThat(DETECTOR.classify(name)).map(Entity::entityName).contains(entity);
    assertThat(DETECTOR.byColumnName(name)).isEmpty();
  }

  @Test
  void findsNothingInAVeryLongName() {
    assertThat(DETECTOR.byColumnName("customer_".repeat(100_000))).isEmpty();
    assertThat(DETECTOR.classify("customer".repeat(10_000))).isEmpty();
  }
}
