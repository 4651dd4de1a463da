package io.understudy.transform.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error as RFC 9457 has it. No value of a row is in it.
 *
 * @param type {@code about:blank}: the status says what kind it is
 * @param title the status in words
 * @param status HTTP status
 * @param detail what is wrong, for people
 * @param errors each thing wrong, with its place and remedy; at least one
 */
@RegisterForReflection
@Schema(name = "Problem", description = "RFC 9457 problem document")
public record ProblemDocument(
    String type, String title, int status, String detail, List<Entry> errors) {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public ProblemDocument {
    errors = List.copyOf(errors);
  }

  /**
   * One thing wrong.
   *
   * @param field where in the request, "" if the request is not to blame
   * @param line 1-based line in the config, 0 if it is not there
   * @param column 1-based column in the config, 0 if it is not there
   */
  @RegisterForReflection
  @Schema(name = "ProblemEntry")
  public record Entry(String field, int line, int column, String detail, String remedy) {}

  /** With several things wrong. */
  static ProblemDocument of(int status, String detail, List<Entry> errors) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title =
        known != null ? known.getReasonPhrase() : status == 422 ? "Unprocessable Content" : "Error";
    return new ProblemDocument("about:blank", title, status, detail, errors);
  }

  /** With one thing wrong. */
  static ProblemDocument of(int status, String field, String detail, String remedy) {
    return of(status, detail + "; " + remedy, List.of(new Entry(field, 0, 0, detail, remedy)));
  }

  /** With one thing wrong, in the words of one of our exceptions: {@code what; remedy}. */
  static ProblemDocument ofWords(int status, String field, String message, String otherwise) {
    String[] words = message.split("; ", 2);
    return of(status, field, words[0], words.length > 1 ? words[1] : otherwise);
  }

  /** As an HTTP answer. */
  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
