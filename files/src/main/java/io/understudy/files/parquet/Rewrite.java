package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** One file's way through a plan. */
final class Rewrite {
  private static final int BATCH_ROWS = 1024;

  /** Bytes of one request when chunks are copied. */
  private static final int BLOCK = 4 << 20;

  private static final int MOST_CELLS = 1 << 20;
  private static final int FEWEST_ROWS = 16;

  private final ParquetFile file;
  private final Plan plan;
  private final PlanExecution execution;
  private final ParquetOutput out;
  private final LongConsumer progress;
  private final List<Type> fields;
  private final int[] needed;
  private final List<Integer> changed = new ArrayList<>();
  private final RangeReader copies;
  private final Batch batch;
  private final List<RowGroup> written = new ArrayList<>();
  private final List<Indexes> indexes = new ArrayList<>();

  /** What is written about a chunk behind the row groups: exactly one of the two is there. */
  private record Indexes(
      ColumnChunk entry, @Nullable ChunkCopy copied, @Nullable EncodedChunk encoded) {}

  Rewrite(ParquetFile file, Plan plan, ParquetOutput out, LongConsumer progress) {
    this.file = file;
    this.plan = plan;
    this.execution = plan.start();
    this.out = out;
    this.progress = progress;
    this.fields = file.schema().getFields();
    this.needed = new int[fields.size()];
    for (int i = 0; i < fields.size(); i++) {
      needed[i] = plan.needs(i) || plan.changes(i) ? i : GroupRows.ABSENT;
      if (plan.changes(i)) {
        if (!ParquetFile.isFlat(fields.get(i))) {
          throw file.source()
              .place()
              .in(fields.get(i).getName(), 0)
              .bad("it is nested, and rules change flat columns only", "take the rule out");
        }
        changed.add(i);
      }
    }
    this.copies = new RangeReader(file.source(), BLOCK);
    this.batch =
        new Batch(
            fields.size(),
            Math.clamp(MOST_CELLS / Math.max(1, fields.size()), FEWEST_ROWS, BATCH_ROWS));
  }

  List<ColumnReport> report() {
    return execution.report();
  }

  /** Writes the whole file; returns its size. */
  long run() throws InterruptedException {
    long firstRow = 0;
    for (int group = 0; group < file.groups().size(); group++) {
      RowGroup old = file.footer().getRow_groups().get(group);
      @Nullable EncodedChunk[] encoded = transform(group, firstRow);
      written.add(write(old, file.groups().get(group), encoded));
      firstRow += old.getNum_rows();
      report(file.source().bytesRead());
    }
    writeIndexes();
    FileMetaData footer = new FileMetaData(file.footer());
    footer.setRow_groups(written);
    footer.setCreated_by(WriterVersion.rewritten(file.footer().getCreated_by()));
    if (!needsNone() && footer.isSetKey_value_metadata()) {
      footer.setKey_value_metadata(KeptMetadata.of(footer.getKey_value_metadata()));
    }
    out.finish(footer);
    return out.position();
  }

  private void report(long bytesRead) {
    progress.accept(Math.min(bytesRead, file.source().size()));
  }

  private boolean needsNone() {
    return Arrays.stream(needed).allMatch(field -> field == GroupRows.ABSENT);
  }

  /** Runs the plan over a row group; by column, the new pages or null. */
  private @Nullable EncodedChunk[] transform(int group, long firstRow) throws InterruptedException {
    @Nullable EncodedChunk[] encoded = new @Nullable EncodedChunk[fields.size()];
    if (needsNone()) {
      return encoded;
    }
    GroupRows rows = new GroupRows(file, group, needed);
    encode(group, firstRow, rows, changed, execution::transform, encoded);
    List<Integer> again = new ArrayList<>(rows.withUnusedEntries());
    again.removeAll(changed);
    if (!again.isEmpty()) {
      encodeAgain(group, firstRow, again, encoded);
    }
    return encoded;
  }

  /**
   * Copies of these chunks would hold values that are in no row, so that the plan could not check
   * them: they are written new, with the values of their rows.
   */
  private void encodeAgain(
      int group, long firstRow, List<Integer> columns, @Nullable EncodedChunk[] encoded)
      throws InterruptedException {
    int[] only = new int[fields.size()];
    Arrays.fill(only, GroupRows.ABSENT);
    columns.forEach(column -> only[column] = column);
    encode(group, firstRow, new GroupRows(file, group, only), columns, same -> {}, encoded);
  }

  /** Passes all rows through a step, and encodes these columns of what comes out. */
  private void encode(
      int group,
      long firstRow,
      GroupRows rows,
      List<Integer> columns,
      Consumer<Batch> step,
      @Nullable EncodedChunk[] encoded)
      throws InterruptedException {
    GroupEncoder encoder = encoder(columns, file.groups().get(group), group + 1);
    List<GroupEncoder.Target> targets = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      targets.add(encoder.target(i));
    }
    for (long next = firstRow; rows.left() > 0; next += batch.size()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      rows.next(batch, next);
      step.accept(batch);
      append(encoder, targets, columns);
      report(file.source().bytesRead());
    }
    EncodedChunk[] pages = columns.isEmpty() ? new EncodedChunk[0] : encoder.finish();
    for (int i = 0; i < columns.size(); i++) {
      encoded[columns.get(i)] = pages[i];
    }
  }

  private GroupEncoder encoder(List<Integer> columns, List<Chunk> chunks, int groupNumber) {
    CompressionCodec[] codecs = new CompressionCodec[columns.size()];
    for (int i = 0; i < codecs.length; i++) {
      codecs[i] = chunks.get(file.firstLeaf(columns.get(i))).meta().getCodec();
    }
    MessageType schema =
        new MessageType(file.schema().getName(), columns.stream().map(fields::get).toList());
    return new GroupEncoder(schema, codecs, file.source().place().in("", groupNumber));
  }

  private void append(
      GroupEncoder encoder, List<GroupEncoder.Target> targets, List<Integer> columns) {
    for (int row = 0; row < batch.size(); row++) {
      for (int i = 0; i < targets.size(); i++) {
        int column = columns.get(i);
        try {
          targets.get(i).write(batch.column(column)[row]);
        } catch (UnfitValueException e) {
          throw new CellException(
              batch.firstRow() + row,
              fields.get(column).getName(),
              e.getMessage() + "; change the rule so that its values fit");
        }
      }
      encoder.endRow();
    }
  }

  private RowGroup write(RowGroup old, List<Chunk> chunks, @Nullable EncodedChunk[] encoded)
      throws InterruptedException {
    long start = out.position();
    List<ColumnChunk> entries = new ArrayList<>(chunks.size());
    long uncompressed = 0;
    for (int field = 0; field < fields.size(); field++) {
      EncodedChunk pages = encoded[field];
      for (int leaf = file.firstLeaf(field); leaf < file.firstLeaf(field + 1); leaf++) {
        ColumnChunk entry;
        if (pages == null) {
          ChunkCopy copy = new ChunkCopy(chunks.get(leaf));
          entry = copy.pages(copies, runEnd(chunks, leaf, encoded), out);
          if (needed[field] != GroupRows.ABSENT) {
            // says of the values what the plan cannot check
            entry.getMeta_data().unsetKey_value_metadata();
          }
          indexes.add(new Indexes(entry, copy, null));
        } else {
          entry = pages.writeTo(out);
          indexes.add(new Indexes(entry, null, pages));
        }
        uncompressed += entry.getMeta_data().getTotal_uncompressed_size();
        entries.add(entry);
        report(file.source().bytesRead());
      }
    }
    RowGroup group = new RowGroup(entries, uncompressed, old.getNum_rows());
    group.setFile_offset(start);
    group.setTotal_compressed_size(out.position() - start);
    if (old.isSetOrdinal()) {
      group.setOrdinal(old.getOrdinal());
    }
    if (old.isSetSorting_columns()) {
      List<SortingColumn> kept = stillSorted(old.getSorting_columns());
      group.setSorting_columns(kept.isEmpty() ? null : kept);
    }
    return group;
  }

  /** End of the neighbouring chunks that are copied too, so that a block may bring them as well. */
  private long runEnd(List<Chunk> chunks, int leaf, @Nullable EncodedChunk[] encoded) {
    long end = chunks.get(leaf).end();
    for (int field = 0; field < fields.size(); field++) {
      for (int next = Math.max(leaf + 1, file.firstLeaf(field));
          next < file.firstLeaf(field + 1);
          next++) {
        if (encoded[field] != null
            || chunks.get(next).start() != end
            || end - chunks.get(leaf).start() > BLOCK) {
          return end;
        }
        end = chunks.get(next).end();
      }
    }
    return end;
  }

  private List<SortingColumn> stillSorted(List<SortingColumn> sorting) {
    List<SortingColumn> kept = new ArrayList<>();
    for (SortingColumn column : sorting) {
      for (int field = 0; field < fields.size(); field++) {
        if (column.getColumn_idx() >= file.firstLeaf(field)
            && column.getColumn_idx() < file.firstLeaf(field + 1)
            && plan.changes(field)) {
          return kept;
        }
      }
      kept.add(column);
    }
    return kept;
  }

  /**
   * Column indexes, offset indexes and bloom filters, each kind together, as readers fetch them.
   */
  private void writeIndexes() {
    List<@Nullable OffsetIndex> offsets = new ArrayList<>(indexes.size());
    for (Indexes chunk : indexes) {
      OffsetIndex offset = offsetIndex(chunk);
      offsets.add(offset);
      // Without an offset index no reader can use the bounds.
      ColumnIndex index = offset == null ? null : columnIndex(chunk);
      if (index != null) {
        chunk.entry.setColumn_index_offset(out.position());
        chunk.entry.setColumn_index_length(out.write(index));
      }
    }
    for (int i = 0; i < offsets.size(); i++) {
      OffsetIndex offset = offsets.get(i);
      if (offset != null) {
        indexes.get(i).entry.setOffset_index_offset(out.position());
        indexes.get(i).entry.setOffset_index_length(out.write(offset));
      }
    }
    for (Indexes chunk : indexes) {
      if (chunk.copied != null) {
        chunk.copied.bloomFilter(copies, file.source().size(), out, chunk.entry.getMeta_data());
      }
    }
  }

  private @Nullable OffsetIndex offsetIndex(Indexes chunk) {
    return chunk.copied != null
        ? chunk.copied.offsetIndex(copies, file.source().size())
        : chunk.encoded == null ? null : chunk.encoded.offsetIndex();
  }

  private @Nullable ColumnIndex columnIndex(Indexes chunk) {
    return chunk.copied != null
        ? chunk.copied.columnIndex(copies, file.source().size())
        : chunk.encoded == null ? null : chunk.encoded.columnIndex();
  }
}
