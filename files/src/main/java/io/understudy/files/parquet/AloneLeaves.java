package io.understudy.files.parquet;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The leaf columns whose values stand alone, by their positions, on their way into a new file. */
final class AloneLeaves {
  private final ParquetFile file;
  private final RangeReader copies;
  private final ParquetOutput out;
  private final Map<Integer, ByValue.Rules> rules = new HashMap<>();
  private final Set<Integer> changed = new HashSet<>();

  /**
   * @param copies reads what is kept
   */
  AloneLeaves(ParquetFile file, RangeReader copies, ParquetOutput out) {
    this.file = file;
    this.copies = copies;
    this.out = out;
  }

  /**
   * Takes one in.
   *
   * @param changes whether its values may be others then
   */
  void add(int leaf, ByValue.Rules own, boolean changes) {
    rules.put(leaf, own);
    if (changes) {
      changed.add(leaf);
    }
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether values of this one may be others. */
  boolean changes(int leaf) {
    return changed.contains(leaf);
  }

  /** Whether pages of a chunk are taken one by one, as copied ones are. */
  boolean keepsPages(int leaf, Chunk chunk) {
    return !rules.containsKey(leaf)
        || (ByValue.keepsEncodings(chunk) && ByValue.fits(chunk.descriptor().getPrimitiveType()));
  }

  /**
   * Writes a chunk of it.
   *
   * @param runEnd end of what is copied after it without a gap
   * @param gone the rows of the row group that are left out, of a leaf of a nested column
   * @param rows of the row group
   * @param firstRow 0-based number in the file of the row group's first row
   * @return null if it is none of these, or its pages can be copied as they are
   */
  @Nullable PageIndexes write(
      int leaf, Chunk chunk, long runEnd, BitSet gone, long rows, long firstRow)
      throws InterruptedException {
    ByValue.Rules own = rules.get(leaf);
    if (own == null) {
      return null;
    }
    ByValue values = new ByValue(file.source(), chunk, own, firstRow);
    boolean changes = changes(leaf);
    if (!values.keepsEncodings() || !gone.isEmpty() || !ByValue.fits(values.type())) {
      EncodedChunk pages = new LeafEncode(file, values, gone, rows).encode(changes);
      return pages == null ? null : new PageIndexes(pages.writeTo(out), pages.facts());
    }
    if (!changes && new PageCheck(values).passes(copies)) {
      return null;
    }
    PageRewrite rewrite = new PageRewrite(values, out);
    return new PageIndexes(rewrite.write(copies, runEnd), rewrite.facts());
  }
}
