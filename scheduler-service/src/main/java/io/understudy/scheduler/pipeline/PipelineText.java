package io.understudy.scheduler.pipeline;

import io.understudy.scheduler.problem.ProblemException;
import jakarta.ws.rs.core.Response.Status;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A posted document as text. */
public final class PipelineText {
  private PipelineText() {}

  /**
   * Decodes UTF-8.
   *
   * @throws ProblemException 400 if it is not
   */
  public static String of(byte @Nullable [] body) {
    if (body == null) {
      return "";
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (text.indexOf('\0') >= 0) {
        throw invalid("the body has a NUL character", "send text");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw invalid("the body is not UTF-8", "save the pipeline as UTF-8");
    }
  }

  private static ProblemException invalid(String detail, String remedy) {
    return ProblemException.of(Status.BAD_REQUEST, "body", detail, remedy);
  }
}
