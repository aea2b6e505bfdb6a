import type { Queryable } from './store.ts'

/** Of each session a word that is another one whenever something about it has changed. */
export type Versions = ReadonlyMap<string, string>

/** Of the open sessions, and of those that ended within the last minutes. Postgres itself marks each change of a row. */
export async function readSessionVersions(db: Queryable): Promise<Versions> {
  const rows = await db.$queryRaw<{ id: string; version: string }[]>`
    SELECT id::text, xmin::text AS version FROM sessions
    WHERE status = 'open' OR ended_at > clock_timestamp() - interval '5 minutes'`
  return toVersions(rows)
}

/** Of the messages of these sessions: new ones, and what became of the others. */
export async function readMessageVersions(db: Queryable, sessionIds: readonly string[]): Promise<Versions> {
  if (sessionIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ id: string; version: string }[]>`
    SELECT session_id::text AS id, md5(string_agg(id::text || xmin::text, ',' ORDER BY seq)) AS version FROM messages
    WHERE session_id = ANY(${sessionIds}::uuid[]) GROUP BY session_id`
  return toVersions(rows)
}

function toVersions(rows: readonly { id: string; version: string }[]): Versions {
  return new Map(rows.map(({ id, version }) => [id, version]))
}
