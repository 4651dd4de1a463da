package io.understudy.scheduler.preflight;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** A preflight for whom asks for text: a line for each check. */
@Provider
@Produces(MediaType.TEXT_PLAIN)
public class PreflightText implements MessageBodyWriter<PreflightView> {

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type == PreflightView.class;
  }

  @Override
  public void writeTo(
      PreflightView preflight,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    body.write(preflight.text().getBytes(StandardCharsets.UTF_8));
  }
}
