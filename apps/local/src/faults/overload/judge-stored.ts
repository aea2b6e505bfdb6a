import type { Store } from '@bellhop/store'
import { countUnfinished, waitUntil } from '../../hostile/unfinished.ts'
import type { Verdict } from '../verdict.ts'
import { whatsappIdOf } from './webhook-bytes.ts'

const APPLY_MAX_MS = 60_000

/** Whether the workers have stored, and applied, each webhook of these numbers. */
export async function judgeStored(
  store: Store,
  accepted: readonly number[],
  faults: string,
): Promise<Verdict> {
  const ids = accepted.map(whatsappIdOf)
  await waitUntil(APPLY_MAX_MS, async () => (await countUnfinished(store, ids)).missing === 0)
  const rows = await store.prisma.message.findMany({
    where: { fromMe: false },
    select: { whatsappId: true, status: true },
  })
  const statuses = new Map<string | null, string[]>()
  for (const { whatsappId, status } of rows)
    statuses.set(whatsappId, [...(statuses.get(whatsappId) ?? []), status])
  return {
    invariant: 'I1',
    promise: 'what was answered 200 is in Postgres exactly once, and applied',
    faults,
    events: `${accepted.length} acknowledged, ${rows.length} rows`,
    violations: ids
      .map((id) => ({ id, found: statuses.get(id) ?? [] }))
      .filter(({ found }) => found.join(' ') !== 'applied')
      .map(({ id, found }) => `${id} is ${found.join(' ') || 'missing'}`),
  }
}
