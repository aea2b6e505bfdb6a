import { eventHash } from './erased-messages.ts'
import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'

/**
 * Erases events that could not be read and name one of these words, which are numbers, addresses and ids: as a word of its own, and
 * not as a part of a longer one. How many they were.
 */
export async function eraseQuarantined(db: Queryable, words: readonly string[]): Promise<number> {
  // Bytes beyond ASCII become \nnn, whose digits belong to nothing.
  const text = Prisma.sql`regexp_replace(encode(raw, 'escape'), '\\\\[0-7]{3}', ' ', 'g')`
  const pattern = `(^|[^0-9A-Za-z])(${words.map(escape).join('|')})($|[^0-9A-Za-z])`
  return db.$executeRaw`
    WITH gone AS (
      DELETE FROM quarantined_events WHERE ${text} ~ ${pattern}::text OR event_key ~ ${pattern}::text
      RETURNING event_key
    )
    INSERT INTO erased_messages (hash) SELECT ${eventHash(Prisma.sql`gone`)} FROM gone ON CONFLICT DO NOTHING`
}

const escape = (word: string): string => word.replace(/[^0-9A-Za-z]/g, '\\$&')
