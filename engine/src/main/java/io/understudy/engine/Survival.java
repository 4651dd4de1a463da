package io.understudy.engine;

/**
 * How much of a masked column survived in what is written; counts only, no value.
 *
 * <p>Distinct values are counted by keyed fingerprints. Up to some ten thousand of them the counts
 * are exact; of more, one in {@code sampled} fingerprints is kept (the same ones of originals and
 * outputs), and the counts are estimates: multiples of {@code sampled}.
 *
 * @param unchanged cells that a rule matched and whose value is the one that was there
 * @param originals distinct values of the column before the rules
 * @param outputs distinct values in cells that a rule matched, after the rules
 * @param overlap of these, how many are values of the column before the rules, in whichever row
 * @param stayed of these, how many are in the row that they were in
 * @param sampled 1: the distinct counts are exact
 */
public record Survival(
    long unchanged, long originals, long outputs, long overlap, long stayed, long sampled) {

  /** Nothing was masked. */
  public static final Survival NONE = new Survival(0, 0, 0, 0, 0, 1);

  /** Both, for two stretches of one file; what is distinct within a stretch is added up. */
  public Survival plus(Survival other) {
    return new Survival(
        unchanged + other.unchanged,
        originals + other.originals,
        outputs + other.outputs,
        overlap + other.overlap,
        stayed + other.stayed,
        Math.max(sampled, other.sampled));
  }
}
