import { isLineSilent } from '@bellhop/core'
import type { Metrics } from '@bellhop/runtime'
import { toLineHealth, type LineRow } from '@bellhop/store'

interface LineMetricsOptions {
  /** The lines of this hotel, read anew; may fail. */
  read: () => Promise<LineRow[]>
  silenceAlertMs: number | null
}

/** What `/metrics` tells of the lines: from every worker the same, since it is read from Postgres when it is asked for. */
export function addLineMetrics(metrics: Metrics, { read, silenceAlertMs }: LineMetricsOptions): void {
  // All gauges are collected in one go, from one reading.
  let reading: Promise<LineRow[]> | null = null
  const lines = () =>
    (reading ??= read()
      .catch(() => [])
      .finally(() => (reading = null)))

  function gauge<L extends string = never>(
    name: string,
    help: string,
    /** The value and further labels; null where there is nothing to tell. */
    valueOf: (row: LineRow) => { value: number; labels?: Partial<Record<L, string>> } | null,
    labels: readonly L[] = [],
  ): void {
    metrics.gauge<L | 'line'>({
      name,
      help: `${help}; left out while Postgres does not answer`,
      labels: ['line', ...labels],
      async collect(self) {
        self.reset()
        for (const row of await lines()) {
          const found = valueOf(row)
          if (found !== null) self.set({ line: row.line, ...found.labels } as never, found.value)
        }
      },
    })
  }

  gauge('bellhop_line_working', '1 for a line that works', ({ status }) => flag(status === 'WORKING'))
  gauge(
    'bellhop_line_status',
    "1 for the line's state, in WAHA's words",
    ({ status }) => (status === null ? null : { value: 1, labels: { status } }),
    ['status'],
  )
  gauge(
    'bellhop_line_paused',
    '1 for a line that sends nothing, by whose pause it is',
    ({ pausedBy }) => (pausedBy === null ? null : { value: 1, labels: { by: pausedBy } }),
    ['by'],
  )
  gauge(
    'bellhop_line_timelocked_seconds',
    "Time until WhatsApp's ban on writing to new people ends, where it is in force",
    ({ timelockedUntil, now }) =>
      timelockedUntil === null || timelockedUntil <= now
        ? null
        : { value: (timelockedUntil.getTime() - now.getTime()) / 1_000 },
  )
  gauge('bellhop_line_last_event_seconds', 'Time since WAHA delivered an event of the line', (row) =>
    age(row, row.lastEventAt),
  )
  gauge('bellhop_line_unrepaired_seconds', 'Time since when WAHA was not asked for missed messages', (row) =>
    age(row, row.repairedUntil),
  )
  gauge('bellhop_line_silent', '1 for a line that WAHA calls WORKING and tells nothing of', (row) =>
    flag(isLineSilent(toLineHealth(row), row.now.getTime(), silenceAlertMs)),
  )
}

const flag = (is: boolean) => ({ value: is ? 1 : 0 })

function age({ now }: LineRow, since: Date | null) {
  return since === null ? null : { value: (now.getTime() - since.getTime()) / 1_000 }
}
