package io.understudy.loader;

import io.understudy.files.FileColumn;
import io.understudy.files.TableReader;
import io.understudy.loader.database.Target;
import io.understudy.loader.dialect.DialectLoading;
import io.understudy.loader.ledger.Ledger;
import io.understudy.loader.ledger.RunKey;
import io.understudy.loader.load.FileLoad;
import io.understudy.loader.load.Loaded;
import io.understudy.loader.load.MaskedFile;
import io.understudy.loader.load.Rejects;
import io.understudy.loader.swap.LoadedTable;
import io.understudy.loader.swap.RunDiscard;
import io.understudy.loader.swap.RunSwap;
import io.understudy.loader.table.Destination;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A run as its jobs see a target; always held. */
public record TestRun(Target target, RunKey key, boolean append, Set<String> tables) {
  private static final Instant CREATED = Instant.parse("2026-01-31T10:00:00.123456Z");
  private static final Runnable HELD = () -> {};

  public static TestRun replacing(Target target, long id, String... tables) {
    return new TestRun(target, new RunKey(id, CREATED), false, Set.of(tables));
  }

  public static TestRun appending(Target target, long id, String... tables) {
    return new TestRun(target, new RunKey(id, CREATED), true, Set.of(tables));
  }

  public long load(String table, String file, Rows rows) throws InterruptedException {
    return load(table, file, rows, HELD);
  }

  public long load(String table, String file, Rows rows, Runnable held)
      throws InterruptedException {
    return load(table, new MaskedFile(file, "e1", 100, (long) rows.count()), rows, held);
  }

  public long load(String table, MaskedFile file, Rows rows, Runnable held)
      throws InterruptedException {
    return load(new Destination(key, append, table), file, rows.columns(), rows, held).rows();
  }

  /** With all that a load may be told. */
  public Loaded load(
      Destination destination,
      MaskedFile file,
      List<FileColumn> columns,
      Supplier<TableReader> rows,
      Runnable held)
      throws InterruptedException {
    Optional<DialectLoading> other = other();
    return other.isPresent()
        ? other.get().load(destination, columns, Rejects.NONE, file, rows, held, b -> {}, "test")
        : new FileLoad(target, destination, columns).load(file, rows, held, b -> {}, "test");
  }

  private Optional<DialectLoading> other() {
    return target.dialect().map(dialect -> new DialectLoading(target, dialect, key, tables));
  }

  /** Tables as {@code name, files, rows}. */
  public Ledger.Total swap(LoadedTable... loaded) throws InterruptedException {
    return swap(HELD, loaded);
  }

  public Ledger.Total swap(Runnable held, LoadedTable... loaded) throws InterruptedException {
    Optional<DialectLoading> other = other();
    return other.isPresent()
        ? other.get().swap(Arrays.asList(loaded), held, "test")
        : new RunSwap(target, key, Arrays.asList(loaded), Optional.empty()).swap(held, "test");
  }

  public void discard() throws InterruptedException {
    Optional<DialectLoading> other = other();
    if (other.isPresent()) {
      other.get().discard(HELD, "test");
    } else {
      new RunDiscard(target, key, List.copyOf(tables)).discard(HELD, "test");
    }
  }
}
