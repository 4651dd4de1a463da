package io.understudy.files.text;

import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.engine.TransformConfig;
import io.understudy.engine.key.Keyring;
import io.understudy.engine.key.SecretKey;
import java.util.Map;
import java.util.function.Function;

/** Plans as configs make them. */
public final class Configs {
  private static final Keyring KEYS =
      Keyring.of(Map.of("default", new SecretKey(new byte[32])), "default");

  private Configs() {}

  /** Steps over a table whose other columns pass. */
  public static Function<TableSchema, Plan> open(String steps) {
    return of("globals: { coverage: open }\nsteps:\n" + steps.indent(2));
  }

  /** A whole document. */
  public static Function<TableSchema, Plan> of(String yaml) {
    TransformConfig config = TransformConfig.parse("config", yaml);
    return schema -> config.compile(schema, KEYS);
  }
}
