package io.understudy.engine.proof;

import io.understudy.engine.ColumnPlan;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Survival;
import io.understudy.engine.fake.Entity;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether so much of a masked column survived that the file must not be published. Every
 * column's counts are in the manifest; a file fails only on what cannot be chance:
 *
 * <ul>
 *   <li>only columns are judged that identify a person by their value alone (an e-mail address, a
 *       social security number), and have at least {@value #FEWEST} distinct values. A fake first
 *       name or city is somebody's real one too, and a permutation of the numbers 1 to N gives the
 *       numbers 1 to N.
 *   <li><b>same row</b>: no fake equals its original, so a value that is still where it was got
 *       around the rule that matched it. {@value #TOLERATED} distinct ones, or one in a thousand,
 *       are tolerated: placeholders without anything to replace, such as {@code --}.
 *   <li><b>any row</b>: fakes of these kinds are drawn from a space of known size. Of n originals a
 *       drawn fake meets one with a probability of n divided by that size; four times as many are
 *       tolerated, and one in a hundred. Where this allows all, only the same row is judged.
 * </ul>
 *
 * <p>A cell that no rule matched (its {@code condition} is false) keeps its value on purpose and
 * counts as an original only.
 */
public final class SurvivalCheck {
  private static final int FEWEST = 100;
  private static final int TOLERATED = 10;
  private static final double STAYED_SHARE = 0.001;
  private static final double OVERLAP_SHARE = 0.01;
  private static final double CHANCE = 4;

  private static final Set<Entity> JUDGED =
      EnumSet.of(
          Entity.EMAIL,
          Entity.PHONE_NUMBER,
          Entity.FAX_NUMBER,
          Entity.SSN,
          Entity.CREDIT_DEBIT_CARD,
          Entity.IBAN,
          Entity.NATIONAL_ID,
          Entity.TAX_ID,
          Entity.MEDICAL_RECORD_NUMBER,
          Entity.HEALTH_PLAN_BENEFICIARY_NUMBER,
          Entity.ACCOUNT_NUMBER,
          Entity.CERTIFICATE_LICENSE_NUMBER);

  /** How many fakes there are at least, however alike the originals. */
  private static final Map<Entity, Double> SPACE =
      new EnumMap<>(
          Map.of(
              Entity.EMAIL, 1e6,
              Entity.SSN, 4.8e7,
              Entity.CREDIT_DEBIT_CARD, 1e8,
              Entity.IBAN, 1e8));

  private SurvivalCheck() {}

  /**
   * To be called when everything is written and nothing is published.
   *
   * @param plans what was decided for each column
   * @param reports what was done to each, in the same order
   * @throws SurvivalException naming the first column of which too much survived
   */
  public static void check(List<ColumnPlan> plans, List<ColumnReport> reports) {
    for (int i = 0; i < reports.size(); i++) {
      if (i < plans.size()) {
        check(plans.get(i), reports.get(i).survival());
      }
    }
  }

  /**
   * Whether {@link #check} would pass a file of which only stretches were looked at, each on its
   * own. False if that is not sure. What is distinct in the whole is not known: at least as much as
   * in any stretch, at most what all have together: so what survived is added up, and limited as if
   * the whole had no more distinct values than its largest stretch. An original that is in another
   * stretch than the fake that equals it is not noticed.
   *
   * @param plans what was decided for each column
   * @param stretches what was done to each column, by stretch
   */
  public static boolean passes(List<ColumnPlan> plans, List<List<ColumnReport>> stretches) {
    try {
      stretches.forEach(reports -> check(plans, reports));
    } catch (SurvivalException e) {
      return false; // whoever looks at the whole says what survived
    }
    for (int i = 0; i < plans.size(); i++) {
      int column = i;
      List<Survival> each =
          stretches.stream().map(reports -> reports.get(column).survival()).toList();
      Entity entity = Entity.byName(plans.get(i).entity()).orElse(null);
      if (entity != null && JUDGED.contains(entity) && !passes(entity, each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean passes(Entity entity, List<Survival> stretches) {
    long originals = stretches.stream().mapToLong(Survival::originals).max().orElse(0);
    long outputs = stretches.stream().mapToLong(Survival::outputs).max().orElse(0);
    return stretches.stream().mapToLong(Survival::stayed).sum() <= tolerated(originals)
        && stretches.stream().mapToLong(Survival::overlap).sum()
            <= overlapTolerated(entity, originals, outputs);
  }

  /** How many distinct values may be where they were. */
  private static long tolerated(long originals) {
    return (long) Math.max(TOLERATED, STAYED_SHARE * originals);
  }

  /** How many distinct fakes may be originals of any row; no limit where all may be by chance. */
  private static double overlapTolerated(Entity entity, long originals, long outputs) {
    Double space = SPACE.get(entity);
    if (space == null) {
      return Double.POSITIVE_INFINITY;
    }
    double chance = OVERLAP_SHARE + CHANCE * originals / space;
    return chance < 1 ? Math.max(TOLERATED, chance * outputs) : Double.POSITIVE_INFINITY;
  }

  private static void check(ColumnPlan plan, Survival survival) {
    Entity entity = Entity.byName(plan.entity()).orElse(null);
    if (entity == null || !JUDGED.contains(entity) || survival.originals() < FEWEST) {
      return;
    }
    if (survival.stayed() > tolerated(survival.originals())) {
      throw survived(plan, survival.stayed(), survival, "where they were");
    }
    if (survival.overlap() > overlapTolerated(entity, survival.originals(), survival.outputs())) {
      throw survived(plan, survival.overlap(), survival, "in some row");
    }
  }

  private static SurvivalException survived(
      ColumnPlan plan, long survivors, Survival survival, String where) {
    return new SurvivalException(
        "column \""
            + plan.column().name()
            + "\" ("
            + plan.entity()
            + "): "
            + (survival.sampled() > 1 ? "about " : "")
            + survivors
            + " of "
            + survival.originals()
            + " distinct originals are still "
            + where
            + " in cells that "
            + plan.rule()
            + " masks; let the rule replace every value, or say with its condition which cells keep"
            + " theirs");
  }
}
