import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@bellhop/store'

const POLL_MS = 1_000

/** How many of the guests' messages are not stored and applied, and how many of ours are not settled. */
export async function countUnfinished(
  { prisma }: Store,
  ids: readonly string[],
): Promise<{ missing: number; unsent: number }> {
  const [row] = await prisma.$queryRaw<{ missing: number; unsent: number }[]>`
    SELECT (
             SELECT count(*) FROM unnest(${ids}::text[]) AS written (id)
             LEFT JOIN messages m ON m.whatsapp_id = written.id AND m.status <> 'received' AND m.session_id IS NOT NULL
             WHERE m.id IS NULL
           )::int AS missing,
           (
             SELECT count(*) FROM messages
             WHERE direction = 'outbound' AND status IN ('pending', 'sending', 'unknown')
           )::int AS unsent`
  return row ?? { missing: ids.length, unsent: 0 }
}

/** Asks again and again; gives up silently at the deadline. */
export async function waitUntil(deadlineMs: number, isDone: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await isDone()) && Date.now() < end) await sleep(POLL_MS)
}
