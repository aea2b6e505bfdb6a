import type pg from 'pg'

/** What can be seen of a table from inside a transaction that does something to it. */
export interface TableSight {
  name: string
  /** The strongest lock of this transaction that keeps others from writing; null without any. */
  lock: string | null
  /** The files of the table and its indexes, by oid: a new one is a new copy of the rows. */
  files: Record<string, number | null>
  /** Changes with anything that the catalogue says about it: columns, constraints, indexes, triggers, ... */
  shape: string
  /** So far by this connection. */
  rowsRead: number
  rowsChanged: number
}

/** Of all tables, by oid, in the order of their names. */
export async function readTableSights(client: pg.Client): Promise<Map<number, TableSight>> {
  const { rows } = await client.query<TableSight & { oid: number }>(SIGHTS)
  return new Map(rows.map(({ oid, ...sight }) => [oid, sight]))
}

const SIGHTS = `
  SELECT c.oid::int, c.relname AS name,
    (SELECT max(l.mode) FROM pg_locks l
     WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation = c.oid AND l.granted
       AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')) AS lock,
    (SELECT jsonb_object_agg(f.oid, pg_relation_filenode(f.oid)) FROM pg_class f
     WHERE f.oid = c.oid OR f.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = c.oid)) AS files,
    md5(concat_ws(';',
      to_jsonb(c) - ARRAY['relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid',
                          'relfilenode'],
      (SELECT string_agg(a::text, ',' ORDER BY attnum) FROM pg_attribute a WHERE attrelid = c.oid),
      (SELECT string_agg(d::text, ',' ORDER BY oid) FROM pg_attrdef d WHERE adrelid = c.oid),
      (SELECT string_agg(k::text, ',' ORDER BY oid) FROM pg_constraint k WHERE c.oid IN (conrelid, confrelid)),
      (SELECT string_agg(i::text, ',' ORDER BY indexrelid) FROM pg_index i WHERE indrelid = c.oid),
      (SELECT string_agg(t::text, ',' ORDER BY oid) FROM pg_trigger t WHERE tgrelid = c.oid),
      (SELECT string_agg(p::text, ',' ORDER BY oid) FROM pg_policy p WHERE polrelid = c.oid),
      (SELECT string_agg(r::text, ',' ORDER BY oid) FROM pg_rewrite r WHERE ev_class = c.oid)
    )) AS shape,
    (s.seq_tup_read + coalesce(s.idx_tup_fetch, 0))::int AS "rowsRead",
    (s.n_tup_upd + s.n_tup_del)::int AS "rowsChanged"
  FROM pg_class c JOIN pg_stat_xact_user_tables s ON s.relid = c.oid
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relname <> '_prisma_migrations'
  ORDER BY c.relname`
