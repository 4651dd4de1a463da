package io.understudy.jobtable;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One job, for reading. {@link JobProtocol} and {@link RunProtocol} write it. */
@Entity
@Immutable
@Table(schema = "understudy", name = "job")
public class Job extends PanacheEntityBase {
  @Id public long id;

  @Column(name = "run_id")
  public long runId;

  @Column(name = "run_table_id")
  public @Nullable Long runTableId;

  @Enumerated(EnumType.STRING)
  @Column
  public JobKind kind;

  @Enumerated(EnumType.STRING)
  @Column
  public JobState state;

  @Column public String input;

  @Column(name = "input_bytes")
  public long inputBytes;

  @Column(name = "input_etag")
  public String inputEtag;

  @Column public String output;

  @Column(name = "expected_rows")
  public @Nullable Long expectedRows;

  @Column public int attempt;

  @Column(name = "max_attempts")
  public int maxAttempts;

  @Column(name = "ready_at")
  public Instant readyAt;

  @Column public long fence;

  @Column public @Nullable String owner;

  @Column(name = "lease_until")
  public @Nullable Instant leaseUntil;

  @Column(name = "progress_bytes")
  public long progressBytes;

  @Column(name = "output_etag")
  public @Nullable String outputEtag;

  @Column(name = "output_bytes")
  public @Nullable Long outputBytes;

  @Column(name = "rows_in")
  public @Nullable Long rowsIn;

  @Column(name = "rows_out")
  public @Nullable Long rowsOut;

  @Column(name = "cells_changed")
  public @Nullable Long cellsChanged;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column
  public @Nullable String details;

  @Column(name = "error_code")
  public @Nullable String errorCode;

  @Column public @Nullable String error;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "started_at")
  public @Nullable Instant startedAt;

  @Column(name = "finished_at")
  public @Nullable Instant finishedAt;
}
