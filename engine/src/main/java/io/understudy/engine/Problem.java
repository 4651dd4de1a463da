package io.understudy.engine;

/**
 * One thing wrong with a config: where, what was found, what to do. Never holds a row's value.
 *
 * @param source name of the document, such as a file name or "pipeline"
 * @param line 1-based line in the document, 0 if unknown
 * @param column 1-based column in the document, 0 if unknown
 * @param path where in the document, such as {@code steps[0].rows.update[2].value}
 * @param message what is wrong and what was expected
 * @param remedy what to do about it, such as {@code did you mean "first_name"?}; may be empty
 */
public record Problem(
    String source, int line, int column, String path, String message, String remedy) {

  /** {@code source:line:column path: message; remedy}. */
  @Override
  public String toString() {
    return source
        + (line > 0 ? ":" + line + ":" + column : "")
        + (path.isEmpty() ? "" : " " + path)
        + ": "
        + message
        + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
