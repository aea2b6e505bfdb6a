import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@bellhop/store'

const POLL_MS = 2_000

/** How many of the guests' messages are not stored and applied, and how many of ours are not settled. */
export async function countUnfinished(
  { prisma }: Store,
  ids: readonly string[],
): Promise<{ missing: number; unsent: number }> {
  const [row] = await prisma.$queryRaw<{ applied: number; unsent: number }[]>`
    SELECT (
             -- No join: Postgres expects a few ids, and would look through all messages for each.
             SELECT count(DISTINCT whatsapp_id) FROM messages
             WHERE whatsapp_id = ANY(${ids}::text[]) AND status <> 'received' AND session_id IS NOT NULL
           )::int AS applied,
           (
             SELECT count(*) FROM messages
             WHERE direction = 'outbound' AND status IN ('pending', 'sending', 'unknown')
           )::int AS unsent`
  return { missing: ids.length - (row?.applied ?? 0), unsent: row?.unsent ?? 0 }
}

/** Asks again and again; gives up silently at the deadline. */
export async function waitUntil(deadlineMs: number, isDone: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await isDone()) && Date.now() < end) await sleep(POLL_MS)
}
