package io.understudy.engine.propose;

import io.understudy.engine.ColumnType;
import io.understudy.engine.detect.Classification;
import io.understudy.engine.detect.ColumnClassifier;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.key.Canonical;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides on columns by their samples. */
final class Decider {
  /** Also what a direct identifier's name has if no value looks so: better one rule too many. */
  private static final double SURE = 0.4;

  private static final int WORDS_OF_A_SENTENCE = 5;
  private static final int LONG_TEXT = 80;
  private static final int FREE_TEXT_SHARE = 5;
  private static final int NAMES_SHARE = 10;

  /** What rows are known by: here two originals must not get one fake. */
  private static final Set<Entity> IDS =
      EnumSet.of(
          Entity.ACCOUNT_NUMBER,
          Entity.CERTIFICATE_LICENSE_NUMBER,
          Entity.CREDIT_DEBIT_CARD,
          Entity.CUSTOMER_ID,
          Entity.DEVICE_IDENTIFIER,
          Entity.EMAIL,
          Entity.EMPLOYEE_ID,
          Entity.HEALTH_PLAN_BENEFICIARY_NUMBER,
          Entity.IBAN,
          Entity.LICENSE_PLATE,
          Entity.MEDICAL_RECORD_NUMBER,
          Entity.NATIONAL_ID,
          Entity.SSN,
          Entity.TAX_ID,
          Entity.UNIQUE_IDENTIFIER,
          Entity.USER_NAME,
          Entity.VEHICLE_IDENTIFIER);

  /** What can be faked in a column of numbers; others would not be numbers. */
  private static final Set<Entity> NUMBERS =
      EnumSet.of(
          Entity.ACCOUNT_NUMBER,
          Entity.AGE,
          Entity.BANK_ROUTING_NUMBER,
          Entity.CREDIT_DEBIT_CARD,
          Entity.CUSTOMER_ID,
          Entity.CVV,
          Entity.DEVICE_IDENTIFIER,
          Entity.EMPLOYEE_ID,
          Entity.LATITUDE,
          Entity.LONGITUDE,
          Entity.MEDICAL_RECORD_NUMBER,
          Entity.NATIONAL_ID,
          Entity.PIN,
          Entity.POSTCODE,
          Entity.SSN,
          Entity.TAX_ID,
          Entity.UNIQUE_IDENTIFIER);

  private final Detector detector;
  private final ColumnClassifier classifier;

  Decider(Detector detector) {
    this.detector = detector;
    this.classifier = new ColumnClassifier(detector);
  }

  Decision decide(String table, ColumnSample column) {
    return switch (column.type()) {
      case BOOLEAN -> new Decision.Keep("true or false");
      case NESTED -> nested(column);
      case BINARY -> binary(column);
      case DATE, TIME, TIMESTAMP, INSTANT -> date(table, column);
      case INTEGER, DECIMAL, FLOAT -> number(table, column);
      case TEXT -> text(table, column);
    };
  }

  private Decision nested(ColumnSample column) {
    long holding = holding(column);
    return holding > 0 || named(column).isPresent()
        ? new Decision.Open(
            "it is nested and seems to hold personal data: name what is in it in rules, such as \""
                + column.name()
                + ".key\", drop it, or name it in columns.keep")
        : new Decision.Keep("nested: look into it; " + nothingIn(column));
  }

  private Optional<Entity> named(ColumnSample column) {
    return detector.byColumnName(column.name());
  }

  private Decision binary(ColumnSample column) {
    long holding = holding(column);
    return holding > 0 || named(column).isPresent()
        ? new Decision.Rule("this | hash", "binary, with personal data in it", false)
        : new Decision.Keep("binary: look into it; " + nothingIn(column));
  }

  private Decision date(String table, ColumnSample column) {
    List<Classification> found = classify(table, column);
    boolean personal =
        column.type() != ColumnType.TIME
            && !found.isEmpty()
            && (found.getFirst().entity() == Entity.DATE
                || found.getFirst().entity() == Entity.DATE_TIME);
    return personal
        ? Decision.Rule.of(found.getFirst(), "fake.date()", false)
        : new Decision.Keep("a date or time, not one of birth or the like by its name");
  }

  private Decision number(String table, ColumnSample column) {
    List<Classification> found = classify(table, column);
    boolean sure = !found.isEmpty() && found.getFirst().confidence() >= SURE;
    if (sure) {
      Entity entity = found.getFirst().entity();
      return rule(
          found.getFirst(), NUMBERS.contains(entity) ? entity : Entity.UNIQUE_IDENTIFIER, column);
    }
    long holding = holding(column);
    return holding > 0
        ? new Decision.Rule("fake.unique_identifier()", some(holding, column), false)
        : new Decision.Keep(nothingIn(column));
  }

  private Decision text(String table, ColumnSample column) {
    List<Classification> found = classify(table, column);
    if (!found.isEmpty() && found.getFirst().confidence() >= SURE) {
      return rule(found.getFirst(), found.getFirst().entity(), column);
    }
    if (FREE_TEXT_SHARE * sentences(column) >= column.distinct().size()
        && !column.distinct().isEmpty()) {
      return new Decision.Rule("this | fake_entities", "free text", false);
    }
    long holding = holding(column);
    if (holding > 0) {
      return new Decision.Rule("this | fake_entities", some(holding, column), false);
    }
    long naming = naming(column);
    if (naming > 0 && NAMES_SHARE * naming >= column.distinct().size()) {
      return new Decision.Rule("this | fake_entities", some(naming, column), false);
    }
    return new Decision.Keep(nothingIn(column));
  }

  private static Decision.Rule rule(Classification found, Entity made, ColumnSample column) {
    boolean unique = IDS.contains(made) && column.isDistinct();
    return Decision.Rule.of(found, "fake." + made.entityName() + "()", unique);
  }

  /** The column {@code id} of customers is what other tables call {@code customer_id}. */
  private List<Classification> classify(String table, ColumnSample column) {
    boolean key = column.name().equalsIgnoreCase("id");
    String singular = table.endsWith("s") ? table.substring(0, table.length() - 1) : table;
    String name = key ? singular.toLowerCase(Locale.ROOT) + "_id" : column.name();
    return classifier.classify(name, column.type(), column.distinct());
  }

  private static long sentences(ColumnSample column) {
    return column.distinct().stream().filter(Decider::isSentence).count();
  }

  private static boolean isSentence(Object value) {
    if (!(value instanceof String text)) {
      return false;
    }
    int words = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean starts = Character.isLetter(text.charAt(i)) && (i == 0 || text.charAt(i - 1) <= ' ');
      words += starts ? 1 : 0;
    }
    return words >= WORDS_OF_A_SENTENCE || words > 1 && text.length() > LONG_TEXT;
  }

  /** How many values hold something with the form of personal data. */
  private long holding(ColumnSample column) {
    return column.distinct().stream()
        .filter(value -> detector.inValue(plain(value)).isPresent())
        .count();
  }

  /** How many values hold what free text is searched for, names among them. */
  private long naming(ColumnSample column) {
    return column.distinct().stream()
        .filter(value -> plain(value).indexOf(' ') > 0 && !detector.spans(plain(value)).isEmpty())
        .count();
  }

  private static String plain(Object value) {
    return value instanceof String text ? text : Canonical.text(value);
  }

  private static String some(long holding, ColumnSample column) {
    return "personal data in " + holding + " of " + column.count();
  }

  private static String nothingIn(ColumnSample column) {
    return column.distinct().isEmpty()
        ? "no value in the sample: look again when there is one"
        : "nothing personal seen in " + column.count();
  }
}
