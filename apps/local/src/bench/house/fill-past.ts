import pg from 'pg'

/** Without triggers, and not waiting for the disk: what is filled can be filled again. */
export const FAST = `
  SET session_replication_role = replica; SET synchronous_commit = off;
  SET work_mem = '64MB'; SET maintenance_work_mem = '1GB'`

const MESSAGES_PER_SESSION = 10
/** Half a million messages a statement: enough to be quick, and little enough to see that it goes on. */
const SESSIONS_A_STEP = 50_000
const WRITERS = 2

/**
 * Past sessions of ten messages, of one guest after the other: the first is three months old, the last has ended an hour ago. Without
 * the indexes that hold every message, which come back at the end; those for a few cost less beside than another look at all.
 */
export async function fillPast(
  client: pg.Client,
  databaseUrl: string,
  { guests, messages }: { guests: number; messages: number },
  tell: (step: string) => void,
): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(WHOLE_INDEXES)
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`)
  // Else the log would be cut short every few seconds, and each page written whole each time.
  await client.query(`ALTER SYSTEM SET max_wal_size = '8GB'`)
  await client.query('SELECT pg_reload_conf()')
  const sessions = messages / MESSAGES_PER_SESSION
  let [begun, done] = [0, 0]
  async function write(): Promise<void> {
    const writer = new pg.Client({ connectionString: databaseUrl })
    await writer.connect()
    try {
      await writer.query(FAST)
      while (begun < sessions) {
        const first = begun
        begun = Math.min(sessions, begun + SESSIONS_A_STEP)
        const last = begun - 1
        await writer.query(PAST, [first, last, sessions, guests, MESSAGES_PER_SESSION])
        done += last + 1 - first
        tell(`${(done * MESSAGES_PER_SESSION) / 1e6} of ${messages / 1e6} million messages`)
      }
    } finally {
      await writer.end()
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
  for (const { name, definition } of indexes) {
    tell(name)
    await client.query(definition)
  }
  await client.query('ALTER SYSTEM RESET max_wal_size')
  await client.query('SELECT pg_reload_conf()')
}

const WHOLE_INDEXES = `
  SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
  FROM pg_index WHERE indrelid = 'messages'::regclass AND indpred IS NULL AND NOT indisprimary`

const PAST = `
  WITH past AS MATERIALIZED (
    SELECT s, uuidv7() AS session, filled.*,
           now() - interval '90 days' + s * (interval '89 days 23 hours' / $3::int) AS ended
    FROM generate_series($1::int, $2::int) AS s JOIN filled ON n = s % $4::int
    ORDER BY s
  ), written AS (
    INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, agent_status, started_at, last_activity_at,
                          ended_at, end_reason)
    SELECT session, guest, stay, line, chat, 'terminated', 'agent', 'created', ended - interval '40 minutes',
           ended - interval '30 minutes', ended, 'expired'
    FROM past
  )
  INSERT INTO messages (id, session_id, line, chat_id, phone, direction, role, kind, text, whatsapp_id, from_me, status, sent_at,
                        created_at)
  SELECT uuidv7(), session, line, chat, phone,
         CASE WHEN is_reply THEN 'outbound' ELSE 'inbound' END::message_direction,
         CASE WHEN is_reply THEN 'System' ELSE 'User' END::message_role,
         CASE WHEN is_reply THEN 'auto_reply' ELSE 'text' END::message_kind,
         'Is breakfast included, and until when? Number ' || m, 'FILL' || m, is_reply,
         CASE WHEN is_reply THEN 'read' ELSE 'applied' END::message_status, at, at
  FROM (SELECT past.*, generate_series(0, $5::int - 1) AS k FROM past) AS each
  CROSS JOIN LATERAL (
    SELECT s * $5::int + k AS m, k % 2 = 1 AS is_reply, ended - interval '40 minutes' + k * interval '1 minute' AS at
  ) AS message`
