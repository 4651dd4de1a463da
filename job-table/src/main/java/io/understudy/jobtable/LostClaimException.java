package io.understudy.jobtable;

/** Another may hold the job now; this claimer must publish nothing and report nothing. */
public final class LostClaimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostClaimException(Claim claim) {
    super("job " + claim.jobId() + " is no longer held (fence " + claim.fence() + ")");
  }
}
