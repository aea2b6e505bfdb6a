import {
  currentIntervalMs,
  findDueOutbound,
  noteAudit,
  pauseLine,
  resumeLine,
  type Actor,
  type Store,
} from '@bellhop/store'

import type { LineQueues } from './line-queues.ts'
import { findLine, type ShownLine } from './shown-line.ts'
import type { Ring } from './ring.ts'

/** Guests who are rung for at once when a line goes on; the sweep rings for the others. */
const RINGS_MAX = 1_000
const NO_REASON = 'by hand'

export interface LineDeps {
  store: Store
  ring: Ring
  lineQueues: LineQueues
  /** The lines that this hotel uses. */
  lines: readonly string[]
  lineSilenceAlertMs: number | null
}

/** An operator pauses a line, from then on until an operator lets it go on. Null for a line that this hotel doesn't use. */
export async function pauseByHand(
  deps: LineDeps,
  by: Actor,
  line: string,
  reason: string | undefined,
): Promise<ShownLine | null> {
  if (!deps.lines.includes(line)) return null
  await deps.store.prisma.$transaction(async (tx) => {
    await pauseLine(tx, line, 'operator', reason || NO_REASON)
    await noteAudit(tx, by, { action: 'paused_line', subject: line })
  })
  await deps.lineQueues.pause(line)
  return findLine(deps, line)
}

/** An operator lifts whoever's pause it is. If WAHA still refuses, Bellhop pauses the line again. */
export async function resumeByHand(deps: LineDeps, by: Actor, line: string): Promise<ShownLine | null> {
  if (!deps.lines.includes(line)) return null
  const { prisma } = deps.store
  const isLifted = await prisma.$transaction(async (tx) => {
    const lifted = await resumeLine(tx, line, 'operator')
    if (lifted) await noteAudit(tx, by, { action: 'resumed_line', subject: line })
    return lifted
  })
  const row = await findLine(deps, line)
  if (isLifted && row !== null) {
    // What has waited leaves slowly at first.
    await deps.lineQueues.resume(line, currentIntervalMs(row))
    await deps.ring({ effects: [], outbound: await findDueOutbound(prisma, RINGS_MAX, [line]) })
  }
  return row
}
