package io.understudy.jobtable;

/** The statements of {@link PreflightProtocol}. */
final class PreflightSql {
  static final String CREATE =
      """
      with forgotten as (
        delete from understudy.preflight
        where state <> 'RUNNING' and finished_at < understudy.clock() - interval '90 days'
      )
      insert into understudy.preflight (document, source, sink, transform_config, key_id,
                                        installation, workers, sample, writable_source, deadline_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, understudy.clock() + ? * interval '1 millisecond')
      returning id
      """;

  static final String READ =
      """
      select id, document, source, sink, transform_config, key_id, installation, workers, sample,
             writable_source, state, samples, owner, measured, estimate, created_at, finished_at,
             (extract(epoch from understudy.clock() - created_at) * 1000)::bigint as age_millis,
             deadline_at < understudy.clock() as overdue
      from understudy.preflight
      where id = ?
      """;

  static final String CHECKS =
      """
      select name, outcome, words, remedy, policy
      from understudy.preflight_check
      where preflight_id = ?
      order by id
      """;

  static final String RUNNING =
      "select id from understudy.preflight where state = 'RUNNING' order by id";

  static final String LOCK =
      """
      select pg_try_advisory_xact_lock(hashtextextended('understudy.preflight', ?))
      from understudy.preflight
      where id = ? and state = 'RUNNING'
      """;

  static final String ADD =
      """
      insert into understudy.preflight_check (preflight_id, name, outcome, words, remedy, policy)
      select p.id, ?, ?, ?, ?, ?
      from understudy.preflight p
      where p.id = ? and p.state = 'RUNNING'
      on conflict (preflight_id, name) do nothing
      """;

  static final String TAKE =
      """
      update understudy.preflight
      set owner = ?
      where id = ? and state = 'RUNNING' and owner is null
      """;

  static final String SAMPLES =
      "update understudy.preflight set samples = ?::jsonb where id = ? and state = 'RUNNING'";

  static final String MEASURED =
      "update understudy.preflight set measured = ?::jsonb where id = ? and state = 'RUNNING'";

  static final String END =
      """
      update understudy.preflight p
      set estimate = ?::jsonb,
          state = case when exists (select from understudy.preflight_check c
                                    where c.preflight_id = p.id and c.outcome = 'FAIL')
                       then 'FAILED' else 'PASSED' end,
          finished_at = understudy.clock()
      where p.id = ? and p.state = 'RUNNING'
      """;

  private PreflightSql() {}
}
