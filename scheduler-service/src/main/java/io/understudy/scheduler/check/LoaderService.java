package io.understudy.scheduler.check;

import io.understudy.files.FileColumn;
import io.understudy.scheduler.access.ServiceToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The loader service's API. */
@Path("/v1/targets")
@RegisterProvider(ServiceToken.class)
@RegisterRestClient(configKey = "loader")
@Produces(MediaType.APPLICATION_JSON)
interface LoaderService {

  /** The targets that are configured. */
  @GET
  Targets targets();

  /** Their names. */
  record Targets(@Nullable List<String> targets) {}

  /** Whether a target can be loaded; 404 if it is not configured. */
  @POST
  @Path("/{name}/checks")
  Answer check(@PathParam("name") String name);

  /** What a load would make of tables; 404 if the target is not configured. */
  @POST
  @Path("/{name}/ddl")
  @Consumes(MediaType.APPLICATION_JSON)
  Ddl ddl(@PathParam("name") String name, Question question);

  /** The tables that are asked about. */
  record Question(List<Asked> tables) {}

  /** A table by its name in the target; {@code key}: its primary key if it is made. */
  record Asked(String table, List<FileColumn> columns, List<String> key) {}

  /** What would be made. */
  record Ddl(@Nullable List<Statement> tables) {}

  /** What makes a table; null if it is there. */
  record Statement(@Nullable String table, @Nullable String statement) {}

  /** What came of it. */
  record Answer(@Nullable List<Found> problems) {}

  /** A problem. */
  record Found(@Nullable String code, @Nullable String message) {}
}
