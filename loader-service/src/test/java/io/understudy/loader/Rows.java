package io.understudy.loader;

import io.understudy.engine.Batch;
import io.understudy.engine.Column;
import io.understudy.engine.ColumnType;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.files.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Rows in memory, read as those of a file. */
public final class Rows implements Supplier<TableReader> {
  private final List<FileColumn> columns = new ArrayList<>();
  private final List<Object[]> rows = new ArrayList<>();
  private int opened;
  private int before = Integer.MAX_VALUE;
  private Callable<?> meanwhile = () -> true;

  public static Rows of() {
    return new Rows();
  }

  public static Rows ids(int first, int count) {
    Rows ids = of().column("id", ValueType.BIGINT);
    IntStream.range(first, first + count).forEach(id -> ids.row((long) id));
    return ids;
  }

  public Rows column(String name, ValueType type) {
    columns.add(new FileColumn(name, type, true));
    return this;
  }

  public Rows row(Object... values) {
    rows.add(values);
    return this;
  }

  /** What happens once, when all rows before that one have been read, and it not. */
  public Rows before(int row, Callable<?> happens) {
    before = row;
    meanwhile = happens;
    return this;
  }

  public List<FileColumn> columns() {
    return columns;
  }

  public int count() {
    return rows.size();
  }

  /** How often a reader was opened. */
  public int opened() {
    return opened;
  }

  @Override
  public TableReader get() {
    opened++;
    return new Reader();
  }

  private final class Reader implements TableReader {
    private int next;

    @Override
    public TableSchema schema() {
      return new TableSchema(
          "t", columns.stream().map(c -> new Column(c.name(), ColumnType.TEXT)).toList());
    }

    @Override
    public List<FileColumn> columns() {
      return columns;
    }

    @Override
    public boolean next(Batch batch) {
      if (next >= before) {
        happen();
      }
      int count = Math.min(batch.capacity(), rows.size() - next);
      batch.reset(next, count);
      for (int i = 0; i < count; i++) {
        for (int column = 0; column < columns.size(); column++) {
          batch.column(column)[i] = rows.get(next + i)[column];
        }
      }
      next += count;
      return count > 0;
    }

    private void happen() {
      before = Integer.MAX_VALUE;
      try {
        meanwhile.call();
      } catch (Exception e) {
        throw new CompletionException(e);
      }
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
