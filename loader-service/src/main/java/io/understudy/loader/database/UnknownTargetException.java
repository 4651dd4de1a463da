package io.understudy.loader.database;

/** No target of that name is configured. */
public final class UnknownTargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownTargetException(String name) {
    super(
        "target \""
            + name
            + "\" is not configured; set "
            + TargetSettings.property(name, "jdbc-url")
            + " for the loader service, or name another target in the pipeline");
  }
}
