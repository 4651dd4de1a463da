package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.OutputColumn;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import io.understudy.files.FileColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** One file's way through a plan. */
final class Rewrite {
  private static final int BATCH_ROWS = 1024;

  /** Bytes of one request when chunks are copied. */
  private static final int BLOCK = 4 << 20;

  /** Requests at once: what 50 ms bring must last for 50 ms. */
  private static final int AHEAD = 2;

  private static final int MOST_CELLS = 1 << 20;
  private static final int FEWEST_ROWS = 16;

  private final ParquetFile file;
  private final Plan plan;
  private final PlanExecution execution;
  private final ParquetOutput out;
  private final LongConsumer progress;
  private final List<Type> fields;
  private final int[] needed;
  private final List<Integer> changedByRow = new ArrayList<>();
  private final AloneLeaves alone;
  private final List<Integer> added = new ArrayList<>();
  private final OutputSchema schema;
  private final RangeReader copies;
  private final Batch batch;
  private final List<RowGroup> written = new ArrayList<>();
  private final List<PageIndexes> indexes = new ArrayList<>();

  Rewrite(ParquetFile file, Plan plan, ParquetOutput out, LongConsumer progress) {
    this.file = file;
    this.plan = plan;
    this.execution = plan.start();
    this.out = out;
    this.progress = progress;
    this.fields = file.schema().getFields();
    this.schema = new OutputSchema(file, plan.output());
    this.copies = new RangeReader(file.source(), BLOCK, AHEAD);
    this.alone = new AloneLeaves(file, copies, out);
    this.needed = new int[plan.width()];
    Arrays.fill(needed, GroupRows.ABSENT);
    for (OutputColumn column : plan.output()) {
      if (column.source() >= fields.size()) {
        added.add(column.source());
      }
    }
    int inner = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (!ParquetFile.isFlat(fields.get(i))) {
        boolean changes = false;
        for (int leaf = file.firstLeaf(i); leaf < file.firstLeaf(i + 1); leaf++) {
          changes |= plan.changes(plan.inner(inner));
          alone(leaf, plan.inner(inner++));
        }
        if (plan.changes(i) && !changes) {
          throw file.source()
              .place()
              .in(fields.get(i).getName(), 0)
              .bad("it is nested, and rules change what is in it only", "take the rule out");
        }
        continue;
      }
      needed[i] = plan.needs(i) || plan.changes(i) ? i : GroupRows.ABSENT;
      if (needed[i] != GroupRows.ABSENT && standsAlone(i) && alone(file.firstLeaf(i), i)) {
        needed[i] = GroupRows.ABSENT;
      } else if (plan.changes(i)) {
        refuseOpaque(file.firstLeaf(i));
        changedByRow.add(i);
      }
    }
    this.batch =
        new Batch(
            plan.width(),
            Math.clamp(MOST_CELLS / Math.max(1, plan.width()), FEWEST_ROWS, BATCH_ROWS));
  }

  /** Rows that may be dropped, and so all of their cells, are looked at as rows. */
  private boolean standsAlone(int field) {
    return !plan.dropsRows() && ByValue.fits(fields.get(field).asPrimitiveType());
  }

  private boolean alone(int leaf, int column) {
    if (plan.changes(column)) {
      refuseOpaque(leaf);
    }
    boolean looked = plan.needs(column) || plan.changes(column);
    ByValue.Rules rules = looked ? ByValue.Rules.of(execution, column) : null;
    if (rules != null) {
      alone.add(leaf, rules, plan.changes(column));
    }
    return rules != null;
  }

  private void refuseOpaque(int leaf) {
    OpaqueTypes.refuse(file.schema(), file.schema().getColumns().get(leaf), file.source().place());
  }

  List<ColumnReport> report() {
    return execution.report();
  }

  /** Rows written. */
  long rowsOut() {
    return written.stream().mapToLong(RowGroup::getNum_rows).sum();
  }

  List<FileColumn> columns() {
    return schema.fileColumns();
  }

  /** Writes the whole file; returns its size. */
  long run() throws InterruptedException {
    long firstRow = 0;
    for (int group = 0; group < file.groups().size(); group++) {
      RowGroup old = file.footer().getRow_groups().get(group);
      BitSet gone = new BitSet();
      @Nullable EncodedChunk[] encoded = transform(group, firstRow, gone);
      // a row group without rows is not written, unless it had none before
      if (gone.isEmpty() || gone.cardinality() < old.getNum_rows()) {
        written.add(write(group, encoded, gone, firstRow));
      }
      firstRow += old.getNum_rows();
      report(file.source().bytesRead());
    }
    PageIndexes.write(indexes, out);
    FileMetaData footer = new FileMetaData(file.footer());
    footer.setRow_groups(written);
    footer.setNum_rows(rowsOut());
    if (plan.reshapes()) {
      schema.describe(footer);
    }
    footer.setCreated_by(WriterVersion.rewritten(file.footer().getCreated_by()));
    boolean untouched = needsNone() && alone.isEmpty() && !plan.reshapes();
    if (!untouched && footer.isSetKey_value_metadata()) {
      footer.setKey_value_metadata(KeptMetadata.of(footer.getKey_value_metadata()));
    }
    out.finish(footer);
    return out.position();
  }

  private void report(long bytesRead) {
    progress.accept(Math.min(bytesRead, file.source().size()));
  }

  private boolean needsNone() {
    return added.isEmpty()
        && !plan.dropsRows()
        && Arrays.stream(needed).allMatch(field -> field == GroupRows.ABSENT);
  }

  /**
   * Runs the plan over a row group.
   *
   * @param gone set to the rows that are dropped
   * @return by column of a batch, the new pages or null
   */
  private @Nullable EncodedChunk[] transform(int group, long firstRow, BitSet gone)
      throws InterruptedException {
    @Nullable EncodedChunk[] encoded = new @Nullable EncodedChunk[needed.length];
    if (needsNone()) {
      execution.pass(file.footer().getRow_groups().get(group).getNum_rows());
      return encoded;
    }
    GroupRows rows = new GroupRows(file, group, needed);
    Consumer<Batch> step =
        batch -> {
          execution.transform(batch);
          for (int row = 0; row < batch.size() && batch.drops() > 0; row++) {
            if (batch.isDropped(row)) {
              gone.set((int) (batch.firstRow() - firstRow) + row);
            }
          }
        };
    encode(group, firstRow, rows, changedByRow, added, step, encoded);
    List<Integer> again = new ArrayList<>(rows.withUnusedEntries());
    again.removeAll(changedByRow);
    again.removeIf(column -> !isWritten(column));
    if (!again.isEmpty() && gone.isEmpty()) {
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
    int[] only = new int[needed.length];
    Arrays.fill(only, GroupRows.ABSENT);
    columns.forEach(column -> only[column] = column);
    GroupRows rows = new GroupRows(file, group, only);
    encode(group, firstRow, rows, columns, List.of(), same -> {}, encoded);
  }

  private boolean isWritten(int column) {
    return plan.output().stream().anyMatch(each -> each.source() == column);
  }

  /** Passes all rows through a step, and encodes these columns of what comes out. */
  private void encode(
      int group,
      long firstRow,
      GroupRows rows,
      List<Integer> columns,
      List<Integer> made,
      Consumer<Batch> step,
      @Nullable EncodedChunk[] encoded)
      throws InterruptedException {
    // apart, since a new column may have the name that another had
    EncodedColumns old =
        new EncodedColumns(encoder(columns, file.groups().get(group), group + 1), columns);
    EncodedColumns fresh =
        new EncodedColumns(newColumns(made, file.groups().get(group), group + 1), made);
    for (long next = firstRow; rows.left() > 0; next += batch.size()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      rows.next(batch, next);
      old.begin(batch);
      fresh.begin(batch);
      step.accept(batch);
      old.append(batch, plan);
      fresh.append(batch, plan);
      report(file.source().bytesRead());
    }
    old.finish(encoded);
    fresh.finish(encoded);
  }

  private GroupEncoder newColumns(List<Integer> columns, List<Chunk> chunks, int groupNumber) {
    CompressionCodec[] codecs = new CompressionCodec[columns.size()];
    Arrays.fill(
        codecs,
        chunks.isEmpty() ? CompressionCodec.UNCOMPRESSED : chunks.getFirst().meta().getCodec());
    List<Type> types = new ArrayList<>();
    for (OutputColumn column : plan.output()) {
      if (columns.contains(column.source())) {
        types.add(
            Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(column.name()));
      }
    }
    MessageType message = new MessageType(file.schema().getName(), types);
    return new GroupEncoder(message, codecs, file.source().place().in("", groupNumber));
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

  private RowGroup write(int number, @Nullable EncodedChunk[] encoded, BitSet gone, long firstRow)
      throws InterruptedException {
    RowGroup old = file.footer().getRow_groups().get(number);
    List<Chunk> chunks = file.groups().get(number);
    long start = out.position();
    List<ColumnChunk> entries = new ArrayList<>(chunks.size());
    CopyRuns runs = new CopyRuns(file.groups(), copied(chunks, encoded));
    for (OutputColumn column : plan.output()) {
      EncodedChunk pages = encoded[column.source()];
      if (pages != null) {
        entries.add(write(pages, column));
        continue;
      }
      int field = column.source();
      for (int leaf = file.firstLeaf(field); leaf < file.firstLeaf(field + 1); leaf++) {
        long runEnd = runs.end(number, leaf);
        PageIndexes made =
            alone.write(leaf, chunks.get(leaf), runEnd, gone, old.getNum_rows(), firstRow);
        if (made != null) {
          schema.rename(made.entry().getMeta_data(), column);
          indexes.add(made);
          entries.add(made.entry());
        } else if (gone.isEmpty()) {
          ChunkCopy copy = new ChunkCopy(chunks.get(leaf), copies, file.source().size());
          ColumnChunk entry = copy.pages(runEnd, out);
          if (plan.needs(field)) {
            // says of the values what the plan cannot check
            entry.getMeta_data().unsetKey_value_metadata();
          }
          schema.rename(entry.getMeta_data(), column);
          indexes.add(new PageIndexes(entry, copy));
          entries.add(entry);
        } else {
          ThinnedChunk thinned = new ThinnedChunk(file, chunks.get(leaf), gone);
          entries.add(write(thinned.encode(old.getNum_rows()), column));
        }
        report(file.source().bytesRead());
      }
    }
    long uncompressed =
        entries.stream().mapToLong(e -> e.getMeta_data().getTotal_uncompressed_size()).sum();
    RowGroup group = new RowGroup(entries, uncompressed, old.getNum_rows() - gone.cardinality());
    group.setFile_offset(start);
    group.setTotal_compressed_size(out.position() - start);
    if (old.isSetOrdinal()) {
      group.setOrdinal(plan.dropsRows() ? (short) written.size() : old.getOrdinal());
    }
    if (old.isSetSorting_columns()) {
      List<SortingColumn> kept = stillSorted(old.getSorting_columns());
      group.setSorting_columns(kept.isEmpty() ? null : kept);
    }
    return group;
  }

  private ColumnChunk write(EncodedChunk pages, OutputColumn column) {
    ColumnChunk entry = pages.writeTo(out);
    schema.rename(entry.getMeta_data(), column);
    indexes.add(new PageIndexes(entry, pages.facts()));
    report(file.source().bytesRead());
    return entry;
  }

  /** Leaves of which the chunks are copied, or made new page by page. */
  private BitSet copied(List<Chunk> chunks, @Nullable EncodedChunk[] encoded) {
    BitSet copied = new BitSet();
    for (OutputColumn column : plan.output()) {
      int field = column.source();
      if (field < fields.size() && encoded[field] == null) {
        for (int leaf = file.firstLeaf(field); leaf < file.firstLeaf(field + 1); leaf++) {
          copied.set(leaf, alone.keepsPages(leaf, chunks.get(leaf)));
        }
      }
    }
    return copied;
  }

  /** Up to the first column that is changed or dropped, by the places that they have now. */
  private List<SortingColumn> stillSorted(List<SortingColumn> sorting) {
    List<SortingColumn> kept = new ArrayList<>();
    for (SortingColumn column : sorting) {
      int leaf = schema.leaf(column.getColumn_idx());
      if (leaf < 0 || isChanged(column.getColumn_idx())) {
        return kept;
      }
      kept.add(new SortingColumn(column).setColumn_idx(leaf));
    }
    return kept;
  }

  private boolean isChanged(int leaf) {
    return alone.changes(leaf)
        || changedByRow.stream().anyMatch(field -> file.firstLeaf(field) == leaf);
  }
}
