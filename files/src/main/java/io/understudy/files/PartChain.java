package io.understudy.files;

import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.proof.SurvivalCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one text file, from its first byte to its last: each begins where the one before
 * ends, so that what was written of them is, one after the other, what a rewrite of the whole file
 * writes.
 */
public final class PartChain {
  private final InputObject input;
  private final List<PartResult> parts;

  private PartChain(InputObject input, List<PartResult> parts) {
    this.input = input;
    this.parts = List.copyOf(parts);
  }

  /** Rewrites a part again, over what was written of it before. */
  @FunctionalInterface
  public interface Again {
    /** As {@link PartRewriter#rewrite}. */
    PartResult rewrite(int number, TextPart part) throws InterruptedException;
  }

  /**
   * Has those parts rewritten again that did not begin where the one before ends.
   *
   * @param found what was done so far, in order; null for a part that could not be read
   */
  public static PartChain of(InputObject input, List<@Nullable PartResult> found, Again again)
      throws InterruptedException {
    List<PartResult> parts = new ArrayList<>();
    long at = 0;
    long rows = 0;
    long lines = 0;
    for (int number = 0; number < found.size(); number++) {
      PartResult part = found.get(number);
      if (part == null || part.begin() != at) {
        TextPart nominal = TextPart.of(input.size(), number, found.size());
        part = again.rewrite(number, nominal.at(at, rows, lines));
      }
      parts.add(part);
      at = part.end();
      rows += part.rowsIn();
      lines += part.lines();
    }
    if (at != input.size()) {
      throw new WholeFileException(input.name() + ": its parts end before it does");
    }
    return new PartChain(input, parts);
  }

  /** The parts in their order. */
  public List<PartResult> parts() {
    return parts;
  }

  /**
   * What a rewrite of the whole file would have done, but for the counts of distinct values in
   * {@link ColumnReport#survival}, which are added up.
   *
   * @param plan the file's
   * @throws WholeFileException if that, or that it may be published, does not follow from the parts
   */
  public Summed summed(Plan plan) {
    List<List<ColumnReport>> reports = parts.stream().map(PartResult::reports).toList();
    if (parts.stream().mapToDouble(PartResult::searched).sum() > 1) {
      throw new WholeFileException(
          input.name() + ": more of a column was searched for personal data than may be in a file");
    }
    if (!SurvivalCheck.passes(plan.columns(), reports)) {
      throw new WholeFileException(input.name() + ": originals may have survived in it");
    }
    return new Summed(plan, reports.stream().reduce(PartChain::sum).orElseThrow());
  }

  /** All but the version of the output. */
  public final class Summed {
    private final Plan plan;
    private final List<ColumnReport> reports;

    private Summed(Plan plan, List<ColumnReport> reports) {
      this.plan = plan;
      this.reports = reports;
    }

    /**
     * As of a whole rewrite.
     *
     * @param etag version of the output as published
     */
    public RewriteResult published(String etag) {
      List<Checksums.Stretch> stretches =
          parts.stream()
              .filter(part -> part.bytesOut() > 0)
              .map(part -> new Checksums.Stretch(part.bytesOut(), part.sha256()))
              .toList();
      RewriteResult result =
          new RewriteResult(
              parts.stream().mapToLong(PartResult::rowsIn).sum(),
              parts.stream().mapToLong(PartResult::rowsOut).sum(),
              input.size(),
              parts.stream().mapToLong(PartResult::bytesOut).sum(),
              columns(),
              plan.columns(),
              reports,
              plan.keyId(),
              etag);
      return result.with(new Checksums(null, input.size(), stretches));
    }
  }

  private List<FileColumn> columns() {
    List<FileColumn> all = parts.get(0).columns();
    for (PartResult part : parts.subList(1, parts.size())) {
      List<FileColumn> both = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        both.add(all.get(i).plus(part.columns().get(i)));
      }
      all = both;
    }
    return all;
  }

  private static List<ColumnReport> sum(List<ColumnReport> one, List<ColumnReport> other) {
    List<ColumnReport> both = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      both.add(one.get(i).plus(other.get(i)));
    }
    return both;
  }
}
