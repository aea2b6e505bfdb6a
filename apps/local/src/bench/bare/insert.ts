import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { serveParent } from '../child/serve-parent.ts'

/** As Bellhop's worker does: so many messages in a batch, and two batches at a time. */
const BATCH = 100
const AT_A_TIME = 2

const INSERT = `
  INSERT INTO messages (id, line, chat_id, phone, direction, role, kind, text, whatsapp_id, from_me, sent_at, status)
  SELECT id, 'default', chat, phone, 'inbound'::message_direction, 'User'::message_role, 'text'::message_kind, $3, whatsapp_id,
         false, now(), 'applied'::message_status
  FROM unnest($1::uuid[], $2::text[]) AS given (id, whatsapp_id), (VALUES ($4::text, $5::text)) AS writer (chat, phone)
  UNION ALL
  SELECT gen_random_uuid(), 'default', chat, phone, 'outbound', 'System', 'auto_reply', $3, 'R' || whatsapp_id, true, now(), 'sent'
  FROM unnest($1::uuid[], $2::text[]) AS given (id, whatsapp_id), (VALUES ($4::text, $5::text)) AS writer (chat, phone)`

let pool: pg.Pool | undefined

/** Messages and their replies in batches into Bellhop's own table, and nothing else. */
serveParent({
  start({ databaseUrl }: { databaseUrl: string }) {
    pool = new pg.Pool({ connectionString: databaseUrl, max: AT_A_TIME })
  },

  /** Gives how many messages were stored in a second. */
  async run(durationMs: number) {
    const startedAt = performance.now()
    let stored = 0
    async function insertOn(): Promise<void> {
      while (performance.now() - startedAt < durationMs) {
        const ids = Array.from({ length: BATCH }, () => randomUUID())
        const text = 'Is breakfast included, and until when?'
        const values = [ids, ids.map((id) => id.toUpperCase()), text, '6281200000000@c.us', '081200000000']
        await pool?.query({ name: 'insert', text: INSERT, values })
        stored += BATCH
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, insertOn))
    const perSecond = stored / ((performance.now() - startedAt) / 1000)
    // What would be left to be written out and counted later is in the way of all that is measured then.
    await pool?.query('TRUNCATE messages CASCADE')
    return perSecond
  },
})
