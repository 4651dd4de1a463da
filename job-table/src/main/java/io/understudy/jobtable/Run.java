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

/** One execution of a pipeline, for reading. {@link RunProtocol} writes it. */
@Entity
@Immutable
@Table(schema = "understudy", name = "run")
public class Run extends PanacheEntityBase {
  @Id public long id;

  @Column public String pipeline;

  @Column public String document;

  @Column public String source;

  @Column public String sink;

  @Column(name = "transform_config")
  public String transformConfig;

  @Column(name = "key_id")
  public @Nullable String keyId;

  @Column(name = "load_target")
  public @Nullable String loadTarget;

  @Column(name = "load_mode")
  public @Nullable String loadMode;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(name = "load_options")
  public String loadOptions;

  @Column public int parallelism;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column
  public @Nullable String extraction;

  @Enumerated(EnumType.STRING)
  @Column
  public RunState state;

  @Column(name = "status_reason")
  public @Nullable String statusReason;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column
  public String problems;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "planned_at")
  public @Nullable Instant plannedAt;

  @Column(name = "finished_at")
  public @Nullable Instant finishedAt;
}
