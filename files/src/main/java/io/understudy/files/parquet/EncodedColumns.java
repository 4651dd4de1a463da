package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.Plan;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some columns of a row group on their way from batches into an encoder. */
final class EncodedColumns {
  private final GroupEncoder encoder;
  private final List<Integer> columns;
  private final List<GroupEncoder.Target> targets;

  /**
   * @param columns for each column of the encoder that of a batch
   */
  EncodedColumns(GroupEncoder encoder, List<Integer> columns) {
    this.encoder = encoder;
    this.columns = columns;
    this.targets = IntStream.range(0, columns.size()).mapToObj(encoder::target).toList();
  }

  /** Appends the rows of the batch that are not dropped. */
  void append(Batch batch, Plan plan) {
    for (int row = 0; row < batch.size() && !targets.isEmpty(); row++) {
      if (batch.isDropped(row)) {
        continue;
      }
      for (int i = 0; i < targets.size(); i++) {
        int column = columns.get(i);
        try {
          targets.get(i).write(batch.column(column)[row]);
        } catch (UnfitValueException e) {
          throw e.inCell(batch.firstRow() + row, plan.columns().get(column).column().name());
        }
      }
      encoder.endRow();
    }
  }

  /** All rows are in; sets the pages of each column. */
  void finish(@Nullable EncodedChunk[] encoded) {
    EncodedChunk[] pages = columns.isEmpty() ? new EncodedChunk[0] : encoder.finish();
    for (int i = 0; i < pages.length; i++) {
      encoded[columns.get(i)] = pages[i];
    }
  }
}
