package io.understudy.loader.work;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.understudy.jobtable.JobTableException;
import java.util.concurrent.Callable;

/** Reads entities of the job table in a short transaction. */
final class JobTableRead {
  private JobTableRead() {}

  /**
   * @param what is read, for the message
   * @throws JobTableException if the job table does not answer
   */
  static <T> T ask(String what, Callable<T> call) {
    try {
      return QuarkusTransaction.requiringNew().call(call);
    } catch (JobTableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new JobTableException(
          "could not read "
              + what
              + " ("
              + e.getClass().getSimpleName()
              + "); check that the job table's database is up",
          e);
    }
  }
}
