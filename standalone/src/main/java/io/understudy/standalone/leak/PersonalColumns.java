package io.understudy.standalone.leak;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.TableSchema;
import io.understudy.engine.detect.Detector;
import io.understudy.engine.fake.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of a table's columns hold e-mail addresses, phone numbers and names. */
final class PersonalColumns {
  private final List<Integer> emails = new ArrayList<>();
  private final List<Integer> phones = new ArrayList<>();
  private final List<Integer> names = new ArrayList<>();
  private int first = -1;
  private int last = -1;

  /**
   * @param wanted columns to consider with the entity that each is known to hold ("": not known);
   *     null: all
   */
  static PersonalColumns of(
      TableSchema schema, @Nullable Map<String, String> wanted, Detector detector) {
    PersonalColumns personal = new PersonalColumns();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      if (wanted == null || wanted.containsKey(column.name())) {
        String known = wanted == null ? "" : wanted.getOrDefault(column.name(), "");
        personal.add(i, entity(known, column, detector));
      }
    }
    return personal;
  }

  private static Optional<Entity> entity(String known, Column column, Detector detector) {
    Optional<Entity> named = known.isEmpty() ? Optional.empty() : Entity.byName(known);
    return named.isPresent() ? named : detector.byColumnName(column.name());
  }

  private void add(int index, Optional<Entity> entity) {
    if (entity.isEmpty()) {
      return;
    }
    switch (entity.get()) {
      case EMAIL -> emails.add(index);
      case PHONE_NUMBER, FAX_NUMBER -> phones.add(index);
      case NAME, NAME_FEMALE, NAME_MALE -> names.add(index);
      case FIRST_NAME, FIRST_NAME_FEMALE, FIRST_NAME_MALE -> first = first < 0 ? index : first;
      case LAST_NAME -> last = last < 0 ? index : last;
      default -> {
        // nothing that is looked for
      }
    }
  }

  /** Whether there is any. */
  boolean any() {
    return !emails.isEmpty() || !phones.isEmpty() || !names.isEmpty() || first >= 0 && last >= 0;
  }

  /** Adds a row's values. */
  void collect(Batch batch, int row, Originals originals) {
    for (int column : emails) {
      text(batch, column, row).ifPresent(originals::email);
    }
    for (int column : phones) {
      text(batch, column, row).ifPresent(originals::phone);
    }
    for (int column : names) {
      text(batch, column, row).ifPresent(originals::name);
    }
    if (first >= 0 && last >= 0) {
      Optional<String> surname = text(batch, last, row);
      text(batch, first, row)
          .ifPresent(given -> surname.ifPresent(family -> originals.name(given, family)));
    }
  }

  /** First and last name of a row beside each other, if the table has them in two columns. */
  String fullName(Batch batch, int row) {
    return first < 0 || last < 0
        ? ""
        : text(batch, first, row).orElse("") + " " + text(batch, last, row).orElse("");
  }

  private static Optional<String> text(Batch batch, int column, int row) {
    return Optional.ofNullable(batch.column(column)[row]).map(Object::toString);
  }
}
