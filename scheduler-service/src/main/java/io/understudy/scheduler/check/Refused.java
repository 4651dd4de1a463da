package io.understudy.scheduler.check;

/** Another service that does not know the scheduler. */
final class Refused {
  private Refused() {}

  static boolean is(int status) {
    return status == 401 || status == 403;
  }

  static String what(String service) {
    return "the " + service + " service does not know the scheduler's token";
  }

  static String remedy(String service) {
    return "see that the hash of what is in the scheduler's understudy.access.service-token-file is"
        + " in the "
        + service
        + " service's understudy.access.token-files, with the role service";
  }
}
