package io.understudy.transform.problem;

import io.understudy.engine.CellException;
import io.understudy.engine.ConfigException;
import io.understudy.engine.Problem;
import io.understudy.files.FileException;
import io.understudy.jobtable.JobTableException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.util.List;

/** Throws what a resource may throw. */
@PermitAll
@Path("/throwing")
public class ThrowingResource {

  @GET
  @Path("/{what}")
  public String get(@PathParam("what") String what) {
    throw switch (what) {
      case "config" ->
          new ConfigException(
              List.of(
                  new Problem("config", 3, 7, "steps[0]", "no such filter", "did you mean hash?"),
                  new Problem("config", 4, 1, "steps[1]", "no such column", "write one")));
      case "cell" -> new CellException(6, "email", "no text; add a fallback_value");
      case "terminal" ->
          new FileException.Terminal(
              "s3://b/k: access denied; allow s3:GetObject on it", new SQLException("SECRETVALUE"));
      case "retryable" ->
          new FileException.Retryable(
              "s3://b/k: the storage answered 503; it is tried again",
              new SQLException("SECRETVALUE"));
      case "job-table" ->
          new JobTableException("could not ask; check the database", new SQLException("SECRET"));
      default -> new IllegalArgumentException("cannot parse SECRETVALUE");
    };
  }
}
