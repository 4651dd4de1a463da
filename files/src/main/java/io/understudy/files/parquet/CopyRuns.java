package io.understudy.files.parquet;

import java.util.BitSet;
import java.util.List;

/**
 * Chunks that lie side by side and are written one after the other, over row groups as well, so
 * that blocks may bring the next ones, too.
 *
 * @param groups chunks by row group
 * @param copied leaves of which the chunks are copied, or made new page by page
 */
record CopyRuns(List<List<Chunk>> groups, BitSet copied) {
  /** How far it is looked: bytes, and chunks. */
  private static final int RUN = 12 << 20;

  private static final int RUN_CHUNKS = 1000;

  /** Where the run that a chunk is in ends, or some place before. */
  long end(int group, int leaf) {
    int in = group;
    int next = leaf;
    long end = groups.get(group).get(leaf).end();
    long most = end + RUN;
    for (int i = 0; i < RUN_CHUNKS && end < most; i++) {
      next++;
      if (next == groups.get(in).size()) {
        in++;
        next = 0;
      }
      if (in == groups.size() || !copied.get(next) || groups.get(in).get(next).start() != end) {
        return end;
      }
      end = groups.get(in).get(next).end();
    }
    return end;
  }
}
