package io.understudy.scheduler.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A line in the log {@code understudy.audit} for every call that is no mere look at a run: who,
 * what, about which run, pipeline or file, and what came of it; the line's time is when. Calls that
 * are refused are in it, too; no value of a row and no token is.
 */
@Singleton
public class Audit {
  private static final Logger LOG = Logger.getLogger("understudy.audit");
  private static final int FIRST = 2_000;
  private static final int LONGEST = 400;
  private static final Set<HttpMethod> LOOKS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Pattern RUN = Pattern.compile("/v1/runs/([0-9]{1,18})(/.*)?");
  private static final String PIPELINE = Audit.class.getName() + ".pipeline";
  private static final String INPUT = Audit.class.getName() + ".input";

  private final CurrentVertxRequest current;

  Audit(CurrentVertxRequest current) {
    this.current = current;
  }

  void watch(@Observes Filters filters) {
    filters.register(
        request -> {
          if (!LOOKS.contains(request.request().method())) {
            request.addEndHandler(end -> LOG.info(line(request, end.succeeded())));
          }
          request.next();
        },
        FIRST);
  }

  /** Says which pipeline the current call is about. */
  public void pipeline(String name) {
    note(PIPELINE, name);
  }

  /** Says which file or folder the current call is about. */
  public void input(String location) {
    note(INPUT, location);
  }

  private void note(String key, String value) {
    RoutingContext request = current.getCurrent();
    if (request != null) {
      request.put(key, value);
    }
  }

  private static String line(RoutingContext request, boolean answered) {
    int status = request.response().getStatusCode();
    StringJoiner line = new StringJoiner(" ");
    line.add("who=" + quoted(who(request)));
    line.add("call=" + quoted(request.request().method() + " " + request.normalizedPath()));
    add(line, "run", run(request));
    add(line, "pipeline", request.get(PIPELINE));
    add(line, "input", request.get(INPUT));
    line.add("status=" + status);
    line.add("outcome=" + (answered ? outcome(status) : "hung-up"));
    return line.toString();
  }

  private static void add(StringJoiner line, String key, @Nullable String value) {
    if (value != null) {
      line.add(key + "=" + quoted(value));
    }
  }

  private static String who(RoutingContext request) {
    String name =
        request.user() instanceof QuarkusHttpUser user
            ? user.getSecurityIdentity().getPrincipal().getName()
            : "";
    return name.isEmpty() ? "anonymous" : name;
  }

  /** Of the path, or of the run that the call made. */
  private static @Nullable String run(RoutingContext request) {
    Matcher path = RUN.matcher(request.normalizedPath());
    if (path.matches()) {
      return path.group(1);
    }
    String made = request.response().headers().get(HttpHeaders.LOCATION);
    return made != null && made.matches(".*/v1/runs/[0-9]+")
        ? made.substring(made.lastIndexOf('/') + 1)
        : null;
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 2 -> "done";
      case 4 -> status == 401 || status == 403 ? "refused" : "rejected";
      default -> "failed";
    };
  }

  /** In quotes and on one line, whatever a caller sends. */
  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .codePoints()
        .limit(LONGEST)
        .forEach(
            each -> {
              if (each == '"' || each == '\\') {
                text.append('\\').appendCodePoint(each);
              } else if (Character.isISOControl(each) || each == 0x2028 || each == 0x2029) {
                text.append(String.format("\\u%04x", each));
              } else {
                text.appendCodePoint(each);
              }
            });
    return text.append('"').toString();
  }
}
