import {
  decideInquiry,
  decideReconciliation,
  type InquiryLine,
  type Reconciliation,
  type ReconcileTiming,
} from '@bellhop/core'
import type { WahaClient } from '@bellhop/gateways/waha'
import type { Doorbells } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  askAgain,
  leaveToStaff,
  listLines,
  sendAgain,
  settleFound,
  takeUncertain,
  type LineRow,
  type Store,
  type UncertainRow,
} from '@bellhop/store'
import type { LookUp } from './look-up.ts'
import type { OwnIds } from './own-ids.ts'
import type { Report } from './report.ts'

/** Asked for at the same time. */
const TOGETHER_MAX = 10
const ROUNDS_MAX = 20

export interface ReconcileDeps {
  store: Store
  waha: Pick<WahaClient, 'session'>
  lookUp: LookUp
  ownIds: Pick<OwnIds, 'areTaken'>
  doorbells: Pick<Doorbells, 'ringOutbound'>
  names: readonly string[]
  timing: ReconcileTiming
  ending: AbortSignal
  report: Pick<Report, 'resolved' | 'leftToStaff'>
  log: Logger
}

type AskedLine = InquiryLine & { engine: string | null }

/** Finds out about messages that may have left, one round. Many senders may: each message is one's to ask for. */
export function createReconcile(deps: ReconcileDeps): () => Promise<void> {
  const { store, waha, lookUp, ownIds, doorbells, names, timing, ending, report, log } = deps
  const { prisma } = store

  return async function reconcile() {
    const lines = new Map<string, Promise<AskedLine>>()
    let rows: LineRow[] | null = null
    for (let round = 0; round < ROUNDS_MAX && !ending.aborted; round += 1) {
      const messages = await takeUncertain(prisma, names, TOGETHER_MAX)
      if (messages.length === 0) return
      rows ??= await listLines(prisma)
      for (const { line } of messages) {
        const row = rows.find((one) => one.line === line)
        if (!lines.has(line)) lines.set(line, ask(line, row))
      }
      await Promise.all(
        messages.map(async (message) => {
          const line = await lines.get(message.line)
          if (line !== undefined) await settle(message, line)
        }),
      )
    }
  }

  async function ask(line: string, row: LineRow | undefined): Promise<AskedLine> {
    const workingSince = row?.workingSince?.getTime() ?? null
    const down = { workingSince, isWorking: false, takesOwnIds: false, engine: null }
    if (row?.pausedBy === 'bellhop') return down
    try {
      const { status, engine } = await waha.session(line)
      if (status !== 'WORKING') return down
      return { workingSince, isWorking: true, takesOwnIds: await ownIds.areTaken(line), engine }
    } catch (err) {
      log.debug({ err, line }, 'could not ask for the line')
      return down
    }
  }

  async function settle(message: UncertainRow, line: AskedLine): Promise<void> {
    const { now, absentSince } = message
    const inquiry = decideInquiry(message, line, now, timing)
    if (inquiry.type === 'wait') {
      await askAgain(prisma, message, inquiry.until, inquiry.forgetAbsence ? null : absentSince)
      return
    }
    if (inquiry.type === 'send-again' && (await sendAgain(prisma, message)) === 'settled') {
      await ring(message)
      return
    }
    const asked = performance.now()
    const evidence = await lookUp(message, line.engine)
    const answeredAt = now + Math.round(performance.now() - asked)
    await act(message, decideReconciliation(message, evidence, line, answeredAt, timing))
  }

  async function act(message: UncertainRow, decision: Reconciliation): Promise<void> {
    switch (decision.type) {
      case 'sent':
        if ((await settleFound(prisma, { ...message, ...decision })) !== 'settled') return
        report.resolved(message, 'history')
        await ring(message)
        break
      case 'look-again':
        await askAgain(prisma, message, decision.at, decision.absentSince)
        break
      case 'resend':
        if ((await sendAgain(prisma, message, { isAbsent: true })) === 'settled') await ring(message)
        else await leave(message)
        break
      case 'leave':
        await leave(message)
        break
    }
  }

  async function leave(message: UncertainRow): Promise<void> {
    if ((await leaveToStaff(prisma, message)) === 'settled') report.leftToStaff(message)
  }

  async function ring({ line, guestId, kind }: UncertainRow): Promise<void> {
    if (guestId === null) return
    try {
      await doorbells.ringOutbound([{ line, guestId, kind }])
    } catch (err) {
      log.warn({ err, line }, 'could not ring, the sweep will')
    }
  }
}
