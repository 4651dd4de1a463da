package io.understudy.standalone.leak;

import io.understudy.engine.TableSchema;

/** Which columns of a file are looked at. */
interface ColumnsOf {
  /** Of a file with these columns. */
  PersonalColumns of(TableSchema schema);
}
