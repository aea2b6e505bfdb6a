import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@bellhop/store'

const POLL_MS = 1_000

/** How many of the guests' messages are not stored and applied, and how many of ours are not settled. */
export async function countUnfinished(
  { prisma }: Store,
  ids: readonly string[],
): Promise<{ missing: number; unsent: number }> {
  const [row] = await prisma.$queryRaw<{ settled: number; unsent: number }[]>`
    SELECT count(*) FILTER (WHERE whatsapp_id = ANY(${ids}::text[]) AND status <> 'received' AND session_id IS NOT NULL)::int
             AS settled,
           count(*) FILTER (WHERE direction = 'outbound' AND status IN ('pending', 'sending', 'unknown'))::int AS unsent
    FROM messages`
  return { missing: ids.length - (row?.settled ?? 0), unsent: row?.unsent ?? 0 }
}

/** Asks again and again; gives up silently at the deadline. */
export async function waitUntil(deadlineMs: number, isDone: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await isDone()) && Date.now() < end) await sleep(POLL_MS)
}
