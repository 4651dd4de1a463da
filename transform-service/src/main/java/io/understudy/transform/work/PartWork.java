package io.understudy.transform.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.engine.CellException;
import io.understudy.files.FileException;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputPart;
import io.understudy.files.PartChain;
import io.understudy.files.PartResult;
import io.understudy.files.PartRewriter;
import io.understudy.files.RewriteResult;
import io.understudy.files.SharedUpload;
import io.understudy.files.TextPart;
import io.understudy.files.UploadedPart;
import io.understudy.files.WholeFileException;
import io.understudy.jobtable.Attempt;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.Completion;
import io.understudy.jobtable.LostClaimException;
import io.understudy.jobtable.SplitProtocol;
import io.understudy.jobtable.SplitProtocol.Part;
import io.understudy.jobtable.SplitProtocol.Split;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Masks parts of large text files, and puts them together. */
@Singleton
class PartWork {
  private static final Logger LOG = Logger.getLogger(PartWork.class);

  private final ObjectStore objects;
  private final JobFiles files;
  private final SplitProtocol splits;
  private final ObjectMapper json;

  PartWork(ObjectStore objects, JobFiles files, SplitProtocol splits, ObjectMapper json) {
    this.objects = objects;
    this.files = files;
    this.splits = splits;
    this.json = json;
  }

  /**
   * Masks a part. What is wrong with one whose beginning is a guess may be the guess: then the
   * file's job does it again, and tells what is wrong.
   */
  Completion part(Attempt attempt) throws InterruptedException {
    Claim claim = attempt.claim();
    Part part = splits.part(claim);
    JobFile file = files.open(claim, part.input());
    TextPart range = TextPart.of(file.input().size(), part.number(), part.parts());
    try {
      SharedUpload upload = upload(claim, part, file);
      PartDetails done = write(file.parts(), upload, part.number(), range, attempt::progress);
      PartResult result = done.result();
      return new Completion(
          result.sha256(), result.bytesOut(), result.rowsIn(), result.rowsOut(), 0, text(done));
    } catch (WholeFileException e) {
      LOG.infof("the file has to be masked as a whole: %s", e.getMessage());
      return new Completion(null, 0, 0, 0, 0, null);
    } catch (FileException.Terminal | CellException e) {
      if (range.exact()) {
        throw e;
      }
      LOG.info("the part has to be masked again when it is known where its first record begins");
      return new Completion("", 0, 0, 0, 0, null);
    }
  }

  /**
   * Puts a file together if it was cut.
   *
   * @return empty if it was not, or has to be masked as a whole
   */
  Optional<RewriteResult> together(Attempt attempt, JobFile file) throws InterruptedException {
    Claim claim = attempt.claim();
    if (TextPart.count(file.format(), file.compression(), file.input().size(), TextPart.LEAST)
        < 2) {
      return Optional.empty();
    }
    Optional<Split> split = splits.split(claim);
    if (split.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(together(attempt, file, split.get()));
    } catch (WholeFileException e) {
      LOG.infof("masked as a whole: %s", e.getMessage());
      splits.noteWhole(claim);
      return Optional.empty();
    }
  }

  private RewriteResult together(Attempt attempt, JobFile file, Split split)
      throws InterruptedException {
    String id = split.upload();
    if (split.whole() || id == null) {
      throw new WholeFileException(file.input().name() + ": not all of its parts could be masked");
    }
    attempt.progress(file.input().size());
    SharedUpload upload = objects.shared(file.output(), id);
    PartRewriter parts = file.parts();
    List<@Nullable PartResult> results = new ArrayList<>();
    List<List<UploadedPart>> uploaded = new ArrayList<>();
    for (String details : split.details()) {
      PartDetails done = details == null ? null : details(details);
      if (done != null && done.allUploaded()) {
        results.add(done.result());
        uploaded.add(done.uploaded());
      } else {
        results.add(null);
        uploaded.add(List.of());
      }
    }
    PartChain chain =
        PartChain.of(
            file.input(),
            results,
            (number, part) -> {
              LOG.infof("part %d of %d is masked again", number + 1, results.size());
              PartDetails done =
                  write(
                      parts, upload, number, part, bytes -> attempt.progress(part.from() + bytes));
              uploaded.set(number, done.uploaded());
              return done.result();
            });
    PartChain.Summed summed = chain.summed(parts.plan());
    attempt.verifyHeld();
    String etag = upload.complete(uploaded.stream().flatMap(Collection::stream).toList());
    splits.forgetUpload(attempt.claim());
    return summed.published(etag);
  }

  private static PartDetails write(
      PartRewriter parts, SharedUpload upload, int number, TextPart part, LongConsumer progress)
      throws InterruptedException {
    try (OutputPart output = upload.part(number, part.to() - part.from())) {
      PartResult result = parts.rewrite(part, output, progress);
      return new PartDetails(result, output.uploaded());
    }
  }

  /**
   * That of the part that was first to begin one. If the job table does not answer, this one may be
   * noted, and others may be writing into it: then it stays.
   */
  private SharedUpload upload(Claim claim, Part part, JobFile file) {
    String known = part.upload();
    if (known != null) {
      return objects.shared(file.output(), known);
    }
    SharedUpload mine = objects.share(file.output());
    String used;
    try {
      used = splits.upload(claim, part, mine.id());
    } catch (LostClaimException e) {
      drop(mine);
      throw e;
    }
    if (used.equals(mine.id())) {
      return mine;
    }
    drop(mine);
    return objects.shared(file.output(), used);
  }

  /** Aborts an empty upload that nobody knows; that it stays behind is no fault of the part. */
  private static void drop(SharedUpload upload) {
    try {
      upload.abort();
    } catch (FileException e) {
      LOG.warnf(
          "an upload stays behind, abort it or have a lifecycle rule do it: %s", e.getMessage());
    }
  }

  private String text(PartDetails details) {
    try {
      return json.writeValueAsString(details);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("part details cannot be written as JSON", e);
    }
  }

  private PartDetails details(String text) {
    try {
      return json.readValue(text, PartDetails.class);
    } catch (JsonProcessingException e) {
      throw new WholeFileException("what was done to a part is told in another way than expected");
    }
  }
}
