package io.understudy.files.parquet;

import io.understudy.engine.Batch;
import io.understudy.engine.CellException;
import io.understudy.engine.ColumnReport;
import io.understudy.engine.Plan;
import io.understudy.engine.PlanExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.parquet.VersionParser.ParsedVersion;
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
  static final int BATCH_ROWS = 1024;

  /** Of one request, when a column is read alone; shared when many are read at once. */
  private static final int BLOCK = 4 << 20;

  private static final int ALL_BLOCKS = 16 << 20;
  private static final int SMALLEST_BLOCK = 64 << 10;

  private final ParquetFile file;
  private final Plan plan;
  private final PlanExecution execution;
  private final ParquetOutput out;
  private final LongConsumer progress;
  private final List<Type> fields;
  private final int[] firstLeaf;
  private final boolean anyChange;
  private final @Nullable ParsedVersion writer;
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
    this.firstLeaf = new int[fields.size() + 1];
    boolean changes = false;
    firstLeaf[fields.size()] = file.schema().getColumns().size();
    for (int i = 0; i < fields.size(); i++) {
      firstLeaf[i] = file.firstLeaf(i);
      changes |= plan.changes(i);
      if (plan.changes(i) && !ParquetFile.isFlat(fields.get(i))) {
        throw new IllegalArgumentException("a plan cannot change a nested column");
      }
    }
    this.anyChange = changes;
    this.writer = WriterVersion.parse(file.footer().getCreated_by());
    this.copies = new RangeReader(file.source(), BLOCK);
    this.batch = new Batch(fields.size(), BATCH_ROWS);
  }

  List<ColumnReport> report() {
    return execution.report();
  }

  /** Writes the whole file; returns its size. */
  long run() throws InterruptedException {
    long firstRow = 0;
    for (int group = 0; group < file.groups().size(); group++) {
      RowGroup old = file.footer().getRow_groups().get(group);
      @Nullable EncodedChunk[] encoded = transform(group, old.getNum_rows(), firstRow);
      written.add(write(old, file.groups().get(group), encoded));
      firstRow += old.getNum_rows();
      report(file.source().bytesRead());
    }
    writeIndexes();
    FileMetaData footer = new FileMetaData(file.footer());
    footer.setRow_groups(written);
    footer.setCreated_by(WriterVersion.rewritten(file.footer().getCreated_by()));
    if (anyChange) {
      footer.unsetKey_value_metadata();
    }
    out.finish(footer);
    return out.position();
  }

  private void report(long bytesRead) {
    progress.accept(Math.min(bytesRead, file.source().size()));
  }

  /** Runs the plan over a row group; by column, the new pages or null. */
  private @Nullable EncodedChunk[] transform(int group, long rows, long firstRow)
      throws InterruptedException {
    List<Chunk> chunks = file.groups().get(group);
    @Nullable EncodedChunk[] encoded = new @Nullable EncodedChunk[fields.size()];
    List<Integer> changed = new ArrayList<>();
    int needed = 0;
    for (int i = 0; i < fields.size(); i++) {
      needed += plan.needs(i) ? 1 : 0;
      if (plan.changes(i)) {
        changed.add(i);
      }
    }
    if (needed == 0 && changed.isEmpty()) {
      return encoded;
    }
    @Nullable FlatColumn[] readers = new @Nullable FlatColumn[fields.size()];
    int block = Math.clamp(ALL_BLOCKS / Math.max(1, needed), SMALLEST_BLOCK, BLOCK);
    for (int i = 0; i < fields.size(); i++) {
      if (rows > 0 && (plan.needs(i) || plan.changes(i)) && ParquetFile.isFlat(fields.get(i))) {
        readers[i] = new FlatColumn(file.source(), chunks.get(firstLeaf[i]), block, writer);
      }
    }
    GroupEncoder encoder = encoder(chunks, changed, group + 1);
    List<GroupEncoder.Target> targets = new ArrayList<>();
    for (int i = 0; i < changed.size(); i++) {
      targets.add(encoder.target(i));
    }
    for (long done = 0; done < rows; ) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int count = (int) Math.min(BATCH_ROWS, rows - done);
      batch.reset(firstRow + done, count);
      for (int i = 0; i < readers.length; i++) {
        FlatColumn reader = readers[i];
        if (reader != null) {
          reader.read(batch.column(i), count, firstRow + done);
        }
      }
      execution.transform(batch);
      append(encoder, targets, changed);
      done += count;
      report(file.source().bytesRead());
    }
    EncodedChunk[] pages = changed.isEmpty() ? new EncodedChunk[0] : encoder.finish();
    for (int i = 0; i < changed.size(); i++) {
      encoded[changed.get(i)] = pages[i];
    }
    return encoded;
  }

  private GroupEncoder encoder(List<Chunk> chunks, List<Integer> changed, int groupNumber) {
    CompressionCodec[] codecs = new CompressionCodec[changed.size()];
    for (int i = 0; i < codecs.length; i++) {
      codecs[i] = chunks.get(firstLeaf[changed.get(i)]).meta().getCodec();
    }
    MessageType schema =
        new MessageType(file.schema().getName(), changed.stream().map(fields::get).toList());
    return new GroupEncoder(schema, codecs, file.source().place().in("", groupNumber));
  }

  private void append(
      GroupEncoder encoder, List<GroupEncoder.Target> targets, List<Integer> changed) {
    for (int row = 0; row < batch.size(); row++) {
      for (int i = 0; i < targets.size(); i++) {
        int column = changed.get(i);
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
      for (int leaf = firstLeaf[field]; leaf < firstLeaf[field + 1]; leaf++) {
        ColumnChunk entry;
        if (pages == null) {
          ChunkCopy copy = new ChunkCopy(chunks.get(leaf));
          entry = copy.pages(copies, runEnd(chunks, leaf, encoded), out);
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
      group.setSorting_columns(stillSorted(old.getSorting_columns()));
    }
    return group;
  }

  /** End of the neighbouring chunks that are copied too, so that a block may bring them as well. */
  private long runEnd(List<Chunk> chunks, int leaf, @Nullable EncodedChunk[] encoded) {
    long end = chunks.get(leaf).end();
    for (int field = 0; field < fields.size(); field++) {
      for (int next = Math.max(leaf + 1, firstLeaf[field]); next < firstLeaf[field + 1]; next++) {
        if (encoded[field] != null || chunks.get(next).start() != end) {
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
        if (column.getColumn_idx() >= firstLeaf[field]
            && column.getColumn_idx() < firstLeaf[field + 1]
            && plan.changes(field)) {
          return kept;
        }
      }
      kept.add(column);
    }
    return kept;
  }

  /** Column indexes, offset indexes and bloom filters, each kind together, as readers fetch them. */
  private void writeIndexes() {
    long size = file.source().size();
    for (Indexes chunk : indexes) {
      ColumnIndex index =
          chunk.copied != null
              ? chunk.copied.columnIndex(copies, size)
              : chunk.encoded == null ? null : chunk.encoded.columnIndex();
      if (index != null) {
        chunk.entry.setColumn_index_offset(out.position());
        chunk.entry.setColumn_index_length(out.write(index));
      }
    }
    for (Indexes chunk : indexes) {
      OffsetIndex index =
          chunk.copied != null
              ? chunk.copied.offsetIndex(copies, size)
              : chunk.encoded == null ? null : chunk.encoded.offsetIndex();
      if (index != null) {
        chunk.entry.setOffset_index_offset(out.position());
        chunk.entry.setOffset_index_length(out.write(index));
      }
    }
    for (Indexes chunk : indexes) {
      if (chunk.copied != null) {
        chunk.copied.bloomFilter(copies, size, out, chunk.entry.getMeta_data());
      }
    }
  }
}
