import type { Queryable } from './store.ts'

/** A message's new words. */
export interface Edit {
  text: string | null
  at: Date
}

/** What became of these messages' texts, the oldest edit first. A change that was told twice is one. */
export async function loadEdits(
  db: Queryable,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Edit[]>> {
  const byMessage = new Map<string, Edit[]>()
  if (messageIds.length === 0) return byMessage
  const rows = await db.$queryRaw<(Edit & { id: string })[]>`
    SELECT m.id, e.data->>'text' AS text, e.at
    FROM messages m
    JOIN message_events e USING (line, from_me, whatsapp_id)
    WHERE m.id = ANY(${messageIds}::uuid[]) AND e.kind = 'edit' AND e.applied_at IS NOT NULL
    ORDER BY e.at, e.id`
  for (const { id, ...edit } of rows) {
    const edits = byMessage.get(id) ?? []
    if (edits.at(-1)?.text !== edit.text) edits.push(edit)
    byMessage.set(id, edits)
  }
  return byMessage
}
