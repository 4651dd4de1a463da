package io.understudy.scheduler.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.engine.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param type always {@code about:blank}: the status says what kind it is
 * @param title the status in words
 * @param status HTTP status
 * @param detail what is wrong, for people
 * @param errors each single thing that is wrong, with its place and remedy; at least one
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
   * One thing that is wrong.
   *
   * @param field where in the request, such as {@code tables.orders.files}, a parameter, a header
   *     or {@code body}; "" if the request is not to blame
   * @param line 1-based line of the posted document, absent if unknown
   * @param column 1-based column of the posted document, absent if unknown
   * @param detail what is wrong
   * @param remedy what to do about it
   */
  @RegisterForReflection
  @Schema(name = "ProblemEntry")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      String field,
      @Nullable Integer line,
      @Nullable Integer column,
      String detail,
      String remedy) {

    /** Of a problem in a posted document. */
    public static Entry of(Problem problem) {
      boolean placed = problem.line() > 0;
      return new Entry(
          problem.path(),
          placed ? problem.line() : null,
          placed ? problem.column() : null,
          problem.message(),
          problem.remedy());
    }
  }

  /** With one thing wrong. */
  public static ProblemDocument of(
      Response.StatusType status, String field, String detail, String remedy) {
    return of(
        status, detail + "; " + remedy, List.of(new Entry(field, null, null, detail, remedy)));
  }

  /** With several things wrong. */
  public static ProblemDocument of(Response.StatusType status, String detail, List<Entry> errors) {
    return new ProblemDocument(
        "about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, errors);
  }

  /** As an HTTP answer. */
  public Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
