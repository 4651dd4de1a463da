package io.understudy.transform.work;

import io.understudy.engine.Batch;
import io.understudy.engine.ColumnType;
import io.understudy.engine.Plan;
import io.understudy.engine.TableSchema;
import io.understudy.files.FileException;
import io.understudy.files.FileFormat;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.TableReader;
import io.understudy.jobtable.Claim;
import io.understudy.jobtable.RunReader;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The first file of each table, with which the others are compared: a column that appears for the
 * first time, or changes its type, was not there when somebody decided what happens to it. First is
 * the one planned first, so that it does not matter who masks what when; if it cannot be read
 * (which is its own job's failure), the next one.
 */
@Singleton
class FirstFiles {
  private static final int MOST_TRIED = 5;
  private static final int ROWS = 1_024;

  private final ObjectStore objects;
  private final RunPlans plans;
  private final RunReader runs;
  private final Map<Long, Optional<SchemaDrift>> tables = new ConcurrentHashMap<>();

  FirstFiles(ObjectStore objects, RunPlans plans, RunReader runs) {
    this.objects = objects;
    this.plans = plans;
    this.runs = runs;
  }

  /**
   * The plan, if its columns are those of the table's first file.
   *
   * @param input the file that it is the plan of
   * @throws FileException.Terminal if not, naming the columns
   * @throws FileException.Retryable if the storage does not answer
   */
  Plan compared(Claim claim, String input, FileFormat format, Plan plan) {
    long table = Objects.requireNonNull(claim.runTableId(), "a TRANSFORM job has a table");
    Optional<SchemaDrift> first = tables.get(table);
    if (first == null) {
      first = first(claim, table);
      tables.put(table, first);
    }
    first.ifPresent(drift -> drift.refuse(input, format, plan));
    return plan;
  }

  private Optional<SchemaDrift> first(Claim claim, long table) {
    for (String input : runs.firstInputs(table, MOST_TRIED)) {
      Optional<SchemaDrift> read = read(claim, input);
      if (read.isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  private Optional<SchemaDrift> read(Claim claim, String input) {
    Location location = Location.parse(input);
    Optional<FileFormat> format = plans.options(claim).formatOf(location.key());
    if (format.isEmpty()) {
      return Optional.empty();
    }
    try (TableReader reader =
        TableReader.open(claim.table(), objects.open(location), format.get())) {
      TableSchema schema = reader.schema();
      Set<String> seen = new HashSet<>();
      if (format.get() instanceof FileFormat.JsonLines) {
        Batch batch = new Batch(schema.columns().size(), ROWS);
        reader.next(batch);
        seen.addAll(columnsWithValues(schema, batch));
      }
      return Optional.of(
          new SchemaDrift(claim.table(), input, format.get().getClass(), schema, seen));
    } catch (FileException.Terminal e) {
      return Optional.empty();
    }
  }

  /** In JSON lines, a column that holds nothing but null has no type. */
  private static Set<String> columnsWithValues(TableSchema schema, Batch batch) {
    Set<String> columns = new HashSet<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      boolean typed = schema.columns().get(i).type() != ColumnType.TEXT;
      for (int row = 0; row < batch.size() && !typed; row++) {
        typed = batch.column(i)[row] != null;
      }
      if (typed) {
        columns.add(schema.columns().get(i).name());
      }
    }
    return columns;
  }
}
