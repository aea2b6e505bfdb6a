import type { Queryable } from './store.ts'

/** Which of these own messages are stored, by WhatsApp id, and whether they still wait to be applied. */
export async function findKnownIds(
  db: Queryable,
  line: string,
  whatsappIds: readonly string[],
): Promise<Map<string, 'waiting' | 'settled'>> {
  const rows = await db.$queryRaw<{ whatsappId: string; isWaiting: boolean }[]>`
    SELECT whatsapp_id AS "whatsappId", status = 'received' AS "isWaiting" FROM messages
    WHERE line = ${line}::text AND from_me AND whatsapp_id = ANY(${whatsappIds}::text[])`
  return new Map(rows.map(({ whatsappId, isWaiting }) => [whatsappId, isWaiting ? 'waiting' : 'settled']))
}

/** The hidden chats (LIDs) under which this phone is known on the line. */
export async function findHiddenChats(db: Queryable, line: string, phone: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ chatId: string }[]>`
    SELECT c.chat_id AS "chatId" FROM guest_chats c JOIN guests g ON g.id = c.guest_id
    WHERE g.phone = ${phone}::text AND c.line = ${line}::text AND c.chat_id LIKE '%@lid'
    UNION
    SELECT chat_id FROM hidden_chats WHERE phone = ${phone}::text AND line = ${line}::text`
  return rows.map(({ chatId }) => chatId)
}
