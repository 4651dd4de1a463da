package io.understudy.transform.work;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.understudy.files.PartResult;
import io.understudy.files.UploadedPart;
import io.understudy.files.ValueType;
import java.util.List;

/**
 * The JSON of {@code job.details} of a PART: what was done and where it is, no values.
 *
 * @param uploaded parts of the multipart upload, in their order
 */
@RegisterForReflection(
    targets = {PartDetails.class, PartResult.class, UploadedPart.class, ValueType.class})
record PartDetails(PartResult result, List<UploadedPart> uploaded) {
  PartDetails {
    uploaded = List.copyOf(uploaded);
  }

  /** Whether all that was written was uploaded. */
  boolean allUploaded() {
    return uploaded.stream().mapToLong(UploadedPart::size).sum() == result.bytesOut();
  }
}
