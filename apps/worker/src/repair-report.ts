import { WahaError } from '@bellhop/gateways/waha'
import type { Logger, Metrics } from '@bellhop/runtime'
import type { RepairRun } from './repair-run.ts'

export type RepairReport = ReturnType<typeof createRepairReport>

/** What the worker tells of gap repair. */
export function createRepairReport(metrics: Metrics, log: Logger) {
  const refused = new Set<string>()
  const found = metrics.counter({
    name: 'bellhop_gap_repaired_total',
    help: 'Messages that WAHA had not delivered and gap repair found',
    labels: ['line'],
  })

  return {
    found: (line: string, count: number): void => found.inc({ line }, count),

    finished({ line, since, totals }: RepairRun, repairedUntil: Date): void {
      refused.delete(line)
      const level = totals.found > 0 || totals.unreadable > 0 ? 'info' : 'debug'
      log[level]({ line, since, repairedUntil, ...totals }, 'asked WAHA for what it had not delivered')
    },

    failed(line: string, err: unknown): void {
      if (!isRefused(err)) return log.warn({ err, line }, 'could not ask WAHA for what it had not delivered')
      if (refused.has(line)) return
      refused.add(line)
      log.error(
        { line },
        'WAHA keeps no history: gap repair needs config.noweb.store.enabled, until then what is lost stays lost',
      )
    },
  }
}

/** NOWEB without a store answers that the request is a bad one. */
export function isRefused(error: unknown): boolean {
  return error instanceof WahaError && error.code === 'bad-request'
}
