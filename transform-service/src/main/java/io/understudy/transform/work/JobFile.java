package io.understudy.transform.work;

import io.understudy.engine.Plan;
import io.understudy.engine.TableData;
import io.understudy.engine.TableSchema;
import io.understudy.engine.key.Keyring;
import io.understudy.files.Compression;
import io.understudy.files.FileFormat;
import io.understudy.files.InputObject;
import io.understudy.files.Location;
import io.understudy.files.PartRewriter;
import io.understudy.files.WholeFileException;
import io.understudy.transform.work.RunPlans.RunConfig;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a job reads, and what its run says about it.
 *
 * @param table name of its table
 * @param input the whole file, also if the job is a part of it
 * @param output where it is written
 * @param compression around what is written
 * @param compile makes the plan for a schema, with what a config may ask about the whole file
 */
record JobFile(
    String table,
    InputObject input,
    FileFormat format,
    Location output,
    Compression compression,
    RunConfig run,
    Keyring keyring,
    BiFunction<TableSchema, TableData, Plan> compile) {

  Function<TableSchema, Plan> planner(TableData data) {
    return schema -> compile.apply(schema, data);
  }

  /** For parts of it: what a config asks about the whole file no part knows. */
  PartRewriter parts() {
    TableData none =
        column -> {
          throw new WholeFileException(
              input.name() + ": the config asks for all values of \"" + column + "\"");
        };
    return new PartRewriter(table, input, format, planner(none));
  }
}
