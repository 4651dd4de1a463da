package io.understudy.scheduler.check;

import io.understudy.scheduler.check.CheckAnswer.Entry;
import io.understudy.scheduler.problem.SafeTrace;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import org.jboss.logging.Logger;

/** Another service that gave no answer, as a problem. */
final class Services {
  private static final Logger LOG = Logger.getLogger(Services.class);

  private Services() {}

  static Entry refused(String service, WebApplicationException e) {
    if (Refused.is(e.getResponse().getStatus())) {
      return Entry.of("", null, Refused.what(service), Refused.remedy(service));
    }
    return Entry.of(
        "",
        null,
        "the " + service + " service answered with status " + e.getResponse().getStatus(),
        "see its log");
  }

  static Entry silent(String service, ProcessingException e) {
    LOG.warnf("The %s service does not answer: %s", service, SafeTrace.of(e));
    return Entry.of(
        "",
        null,
        "the " + service + " service does not answer, so its checks were left out",
        "start it, or correct quarkus.rest-client." + service + ".url");
  }
}
