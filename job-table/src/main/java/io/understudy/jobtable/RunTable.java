package io.understudy.jobtable;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One table of a run with its counters, for reading. {@link RunProtocol} and {@link JobProtocol}
 * write it.
 */
@Entity
@Immutable
@Table(schema = "understudy", name = "run_table")
public class RunTable extends PanacheEntityBase {
  @Id public long id;

  @Column(name = "run_id")
  public long runId;

  @Column public String name;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column
  public String format;

  @Column(name = "target_table")
  public @Nullable String targetTable;

  @Column public String phase;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column
  public String columns;

  @Column(name = "files_total")
  public long filesTotal;

  @Column(name = "bytes_total")
  public long bytesTotal;

  @Column(name = "transform_done")
  public long transformDone;

  @Column(name = "transform_dead")
  public long transformDead;

  @Column(name = "load_total")
  public long loadTotal;

  @Column(name = "load_done")
  public long loadDone;

  @Column(name = "load_dead")
  public long loadDead;

  @Column(name = "bytes_done")
  public long bytesDone;

  @Column(name = "bytes_out")
  public long bytesOut;

  @Column(name = "rows_in")
  public long rowsIn;

  @Column(name = "rows_out")
  public long rowsOut;

  @Column(name = "rows_loaded")
  public long rowsLoaded;

  @Column(name = "rows_rejected")
  public long rowsRejected;

  @Column(name = "cells_changed")
  public long cellsChanged;

  @Column public long retries;

  @Column(name = "transform_millis")
  public long transformMillis;

  @Column(name = "load_millis")
  public long loadMillis;
}
