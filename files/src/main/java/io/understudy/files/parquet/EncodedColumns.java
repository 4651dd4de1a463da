package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some columns of a row group on their way from batches into an encoder. */
final class EncodedColumns {
  private final GroupEncoder encoder;
  private final List<Integer> columns;
  private final List<GroupEncoder.Target> targets;
  private final List<JsonTexts> before = new ArrayList<>();

  /**
   * @param columns for each column of the encoder that of a batch
   */
  EncodedColumns(GroupEncoder encoder, List<Integer> columns) {
    this.encoder = encoder;
    this.columns = columns;
    this.targets = IntStream.range(0, columns.size()).mapToObj(encoder::target).toList();
  }

  /** Takes note of the rows of a batch before the rules. */
  void begin(Batch batch) {
    before.clear();
    for (int i = 0; i < targets.size(); i++) {
      before.add(JsonTexts.of(targets.get(i).type(), batch.column(columns.get(i)), batch.size()));
    }
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
          Object value = batch.column(column)[row];
          if (value != null) {
            before.get(i).check(row, value);
          }
          targets.get(i).write(value);
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
