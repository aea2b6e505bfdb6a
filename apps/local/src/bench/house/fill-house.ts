import pg from 'pg'
import { FAST, fillPast } from './fill-past.ts'
import { settle } from './settle.ts'

export interface Filling {
  guests: number
  /** Guests who have an open session: those who write. The first ones. */
  active: number
  /** Of the last three months. */
  messages: number
  lines: readonly string[]
}

/** Guests in the house, their open sessions, and what was written before. */
export async function fillHouse(
  databaseUrl: string,
  { guests, active, messages, lines }: Filling,
  tell: (step: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(FAST)
    await client.query(
      `CREATE UNLOGGED TABLE filled AS
       SELECT n, uuidv7() AS guest, uuidv7() AS stay, '0812' || lpad(n::text, 8, '0') AS phone,
              '62812' || lpad(n::text, 8, '0') || '@c.us' AS chat, ($2::text[])[n % cardinality($2::text[]) + 1] AS line
       FROM generate_series(0, $1::int - 1) AS n`,
      [guests, lines],
    )
    await client.query('CREATE UNIQUE INDEX ON filled (n); ANALYZE filled')
    await client.query(`
      INSERT INTO guests (id, phone, name, locale) SELECT guest, phone, 'Guest ' || n, 'en' FROM filled ORDER BY n;
      INSERT INTO check_ins (id, guest_id, room_number, checked_in_at)
      SELECT stay, guest, n::text, now() - interval '100 days' FROM filled ORDER BY n;
      INSERT INTO guest_chats (line, chat_id, guest_id) SELECT line, chat, guest FROM filled ORDER BY n;
      UPDATE lines SET known_since = now() - interval '100 days', repaired_until = now()`)
    await client.query(OPEN_SESSIONS, [active])
    if (messages > 0) await fillPast(client, databaseUrl, { guests, messages }, tell)
    await client.query('DROP TABLE filled')
  } finally {
    await client.end()
  }
  tell('it settles')
  await settle(databaseUrl)
}

const OPEN_SESSIONS = `
  INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, agent_status, started_at, last_activity_at)
  SELECT uuidv7(), guest, stay, line, chat, 'open', 'agent', 'created', now() - interval '5 minutes', now()
  FROM filled WHERE n < $1::int ORDER BY n`
