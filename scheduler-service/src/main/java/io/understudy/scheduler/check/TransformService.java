package io.understudy.scheduler.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.files.FileColumn;
import io.understudy.scheduler.access.ServiceToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The transform service's API. */
@Path("/v1")
@RegisterProvider(ServiceToken.class)
@RegisterRestClient(configKey = "transform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface TransformService {

  /** Compiles a config against one file per table. */
  @POST
  @Path("/checks")
  Answer check(Question question);

  /** Masks some rows of a file; body and answer are passed on as they are. */
  @POST
  @Path("/previews")
  String preview(String body);

  /** Proposes a config for files; body and answer are passed on as they are. */
  @POST
  @Path("/proposals")
  String propose(String body);

  /** What to check. */
  record Question(String source, String config, List<Sample> tables) {}

  /** A file that stands for its table. */
  record Sample(String table, String input, ObjectNode format) {}

  /** What came of it. */
  record Answer(@Nullable List<Found> problems, @Nullable List<Columns> tables) {}

  /** A problem, {@code line} 0 if unknown. */
  record Found(
      @Nullable String source,
      int line,
      int column,
      @Nullable String path,
      @Nullable String message,
      @Nullable String remedy,
      @Nullable String table) {}

  /** Columns of a table, and those of its masked files. */
  record Columns(
      @Nullable String table,
      @Nullable List<CheckAnswer.ColumnPlan> columns,
      @Nullable List<FileColumn> written) {}
}
