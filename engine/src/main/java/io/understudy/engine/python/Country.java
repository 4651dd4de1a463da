package io.understudy.engine.python;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A country of ISO 3166-1.
 *
 * @param alpha2 such as {@code DE}
 * @param alpha3 such as {@code DEU}
 * @param numeric three digits
 * @param name short English name
 * @param officialName if it differs
 * @param commonName if it differs
 */
public record Country(
    String alpha2,
    String alpha3,
    String numeric,
    String name,
    @Nullable String officialName,
    @Nullable String commonName) {
  /** What expressions can read of a country. */
  public static final List<String> ATTRIBUTES =
      List.of("alpha_2", "alpha_3", "common_name", "flag", "name", "numeric", "official_name");

  /** One of the {@link #ATTRIBUTES}; null where the country has none. */
  public @Nullable String attribute(String attribute) {
    return switch (attribute) {
      case "alpha_2" -> alpha2;
      case "alpha_3" -> alpha3;
      case "numeric" -> numeric;
      case "name" -> name;
      case "official_name" -> officialName;
      case "common_name" -> commonName;
      case "flag" ->
          Character.toString(0x1F1E6 + alpha2.charAt(0) - 'A')
              + Character.toString(0x1F1E6 + alpha2.charAt(1) - 'A');
      default -> throw new IllegalArgumentException();
    };
  }
}
