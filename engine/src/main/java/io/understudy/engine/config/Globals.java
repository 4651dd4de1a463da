package io.understudy.engine.config;

import io.understudy.engine.detect.DetectionSettings;
import io.understudy.engine.fake.Entity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all steps.
 *
 * @param locales where fakes come from; empty: the default
 * @param coverage when a column without a rule may pass
 * @param coveragePlace where that is said; null if nowhere
 * @param key the secret key's id; null: the installation's default key
 * @param classify whether {@code column.entity} is what a column's name says, or always none
 * @param entities the only ones that {@code column.entity} can be; null: all
 * @param locked columns that no rule changes ({@code lock_columns})
 * @param detection how personal data is looked for
 * @param subject the column that says whose row it is; null: none does
 * @param written everything as it is in the document, for {@code globals.x}
 */
public record Globals(
    List<String> locales,
    Coverage coverage,
    @Nullable Place coveragePlace,
    @Nullable Text key,
    boolean classify,
    @Nullable Set<Entity> entities,
    Set<String> locked,
    DetectionSettings detection,
    @Nullable Text subject,
    Map<String, @Nullable Object> written) {
  static final Globals DEFAULT =
      new Globals(
          List.of(),
          Coverage.DETECTED,
          null,
          null,
          true,
          null,
          Set.of(),
          DetectionSettings.DEFAULT,
          null,
          Map.of());

  public Globals {
    locales = List.copyOf(locales);
    entities = entities == null ? null : Set.copyOf(entities);
    locked = Set.copyOf(locked);
    written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
  }
}
