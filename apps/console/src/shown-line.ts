import { isLineSilent } from '@bellhop/core'
import { countWaitingOutbound, listLines, toLineHealth, type LineRow, type Store } from '@bellhop/store'

/** A line with what waits on it and what is derived where it is shown. */
export interface ShownLine extends LineRow {
  waiting: number
  oldestWaitingAt: Date | null
  /** WAHA calls it WORKING and has told nothing of it for too long. */
  isSilent: boolean
}

export interface ShowLinesDeps {
  store: Store
  lines: readonly string[]
  lineSilenceAlertMs: number | null
}

/** The lines that this hotel uses and the sender has made known, by name. */
export async function showLines({ store, lines, lineSilenceAlertMs }: ShowLinesDeps): Promise<ShownLine[]> {
  const [rows, waiting] = await Promise.all([listLines(store.prisma), countWaitingOutbound(store.prisma)])
  return rows
    .filter(({ line }) => lines.includes(line))
    .map((row) => {
      const outbox = waiting.find(({ line }) => line === row.line)
      return {
        ...row,
        waiting: outbox?.count ?? 0,
        oldestWaitingAt: outbox?.oldestAt ?? null,
        isSilent: isLineSilent(toLineHealth(row), row.now.getTime(), lineSilenceAlertMs),
      }
    })
}

export async function findLine(deps: ShowLinesDeps, name: string): Promise<ShownLine | null> {
  return (await showLines(deps)).find(({ line }) => line === name) ?? null
}
