import type { Tx } from './store.ts'

/** A message of Bellhop's whose sending has begun and is not settled. */
export interface InFlightRow {
  id: string
  phone: string
  line: string
  text: string | null
}

/**
 * Holds own messages until the transaction ends, and gives the ids of those that are still there. Read what is in flight
 * after it: a settle that knows an echo by its id takes the echo away, and would leave one read before without its message.
 */
export async function holdOwnMessages(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM messages WHERE id = ANY(${ids}::uuid[]) AND status = 'received' ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}

export async function loadInFlight(tx: Tx, phones: readonly string[]): Promise<InFlightRow[]> {
  return tx.$queryRaw<InFlightRow[]>`
    SELECT id, phone, line, text FROM messages
    WHERE phone = ANY(${phones}::text[]) AND direction = 'outbound' AND status IN ('sending', 'unknown')
      AND kind IN ('welcome', 'auto_reply', 'goodbye', 'agent_reply', 'staff_reply')
    ORDER BY seq`
}

/**
 * Settles messages by their echoes: the echo's own row goes, its WhatsApp id and time go to the message, which is sent.
 * The row goes first, since the id is unique (I2).
 */
export async function settleByEcho(
  tx: Tx,
  echoes: readonly { echoRowId: string; messageId: string; whatsappId: string; sentAt: Date }[],
): Promise<void> {
  if (echoes.length === 0) return
  // A settle that has the message and waits for the echo's id would wait for ever, if the echo went before we have it too.
  await tx.$queryRaw`
    SELECT 1 FROM messages WHERE id = ANY(${echoes.map(({ messageId }) => messageId)}::uuid[]) ORDER BY id FOR UPDATE`
  await tx.$executeRaw`DELETE FROM messages WHERE id = ANY(${echoes.map(({ echoRowId }) => echoRowId)}::uuid[])`
  await tx.$executeRaw`
    UPDATE messages m SET status = 'sent', whatsapp_id = e.whatsapp_id, sent_at = e.sent_at, error = NULL
    FROM unnest(
      ${echoes.map(({ messageId }) => messageId)}::uuid[], ${echoes.map(({ whatsappId }) => whatsappId)}::text[],
      ${echoes.map(({ sentAt }) => sentAt)}::timestamptz[]
    ) AS e (id, whatsapp_id, sent_at)
    WHERE m.id = e.id AND m.status IN ('sending', 'unknown')`
}
