import pg from 'pg'

/** Of one past stay's session each. */
const MESSAGES_PER_SESSION = 10

export interface Filling {
  guests: number
  /** Guests who have an open session: those who write. The first ones. */
  active: number
  /** Messages of the last three months, a session of ten after the other, of one guest after the other. */
  messages: number
  lines: readonly string[]
}

/** Guests in the house, their open sessions, and what was written before: set by set, without the indexes, which come back at the end. */
export async function fillHouse(
  databaseUrl: string,
  { guests, active, messages, lines }: Filling,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(
      `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '256MB'`,
    )
    await client.query(
      `CREATE TEMPORARY TABLE filled AS
       SELECT n, uuidv7() AS guest, uuidv7() AS stay, '0812' || lpad(n::text, 8, '0') AS phone,
              '62812' || lpad(n::text, 8, '0') || '@c.us' AS chat, ($2::text[])[n % cardinality($2::text[]) + 1] AS line
       FROM generate_series(0, $1::int - 1) AS n`,
      [guests, lines],
    )
    await client.query('CREATE UNIQUE INDEX ON filled (n)')
    await client.query(`
      INSERT INTO guests (id, phone, name, locale) SELECT guest, phone, 'Guest ' || n, 'en' FROM filled ORDER BY n;
      INSERT INTO check_ins (id, guest_id, room_number, checked_in_at)
      SELECT stay, guest, n::text, now() - interval '100 days' FROM filled ORDER BY n;
      INSERT INTO guest_chats (line, chat_id, guest_id) SELECT line, chat, guest FROM filled ORDER BY n;
      UPDATE lines SET known_since = now() - interval '100 days', repaired_until = now()`)
    await client.query(OPEN_SESSIONS, [active])
    if (messages > 0) await fillMessages(client, guests, messages)
    await client.query('VACUUM (ANALYZE) guests, check_ins, guest_chats, sessions, messages')
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

const OPEN_SESSIONS = `
  INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, agent_status, started_at, last_activity_at)
  SELECT uuidv7(), guest, stay, line, chat, 'open', 'agent', 'created', now() - interval '5 minutes', now()
  FROM filled WHERE n < $1::int ORDER BY n`

async function fillMessages(client: pg.Client, guests: number, messages: number): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'messages' AND indexname <> 'messages_pkey'`,
  )
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`)
  await client.query(PAST, [messages / MESSAGES_PER_SESSION, guests])
  await client.query(PAST_SESSIONS)
  await client.query(PAST_MESSAGES, [messages, guests, MESSAGES_PER_SESSION])
  for (const { definition } of indexes) await client.query(definition)
}

/** The first session is three months old, the last one has ended an hour ago. */
const PAST = `
  CREATE TEMPORARY TABLE past AS
  SELECT s, s % $2::int AS n, uuidv7() AS session, now() - interval '90 days' + s * (interval '89 days 23 hours' / $1::int) AS ended
  FROM generate_series(0, $1::int - 1) AS s`

const PAST_SESSIONS = `
  INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, agent_status, started_at, last_activity_at,
                        ended_at, end_reason)
  SELECT session, guest, stay, line, chat, 'terminated', 'agent', 'created', ended - interval '40 minutes',
         ended - interval '30 minutes', ended, 'expired'
  FROM past JOIN filled USING (n) ORDER BY s`

const PAST_MESSAGES = `
  INSERT INTO messages (id, session_id, line, chat_id, phone, direction, role, kind, text, whatsapp_id, from_me, status, sent_at,
                        created_at)
  SELECT uuidv7(), session, line, chat, phone,
         CASE WHEN is_reply THEN 'outbound' ELSE 'inbound' END::message_direction,
         CASE WHEN is_reply THEN 'System' ELSE 'User' END::message_role,
         CASE WHEN is_reply THEN 'auto_reply' ELSE 'text' END::message_kind,
         'Is breakfast included, and until when? Number ' || m, 'FILL' || m, is_reply,
         CASE WHEN is_reply THEN 'read' ELSE 'applied' END::message_status, at, at
  FROM (
    SELECT m, m % 2 = 1 AS is_reply, m / $3::int AS s FROM generate_series(0, $1::int - 1) AS m
  ) AS written
  JOIN past USING (s) JOIN filled ON filled.n = s % $2::int
  CROSS JOIN LATERAL (SELECT ended - interval '40 minutes' + m % $3::int * interval '1 minute' AS at) AS time
  ORDER BY m`
