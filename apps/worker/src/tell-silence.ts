import { isLineSilent } from '@bellhop/core'
import type { Logger } from '@bellhop/runtime'
import { claimSilences, listLines, toLineHealth, type Tx } from '@bellhop/store'

export interface TellSilenceDeps {
  names: readonly string[]
  /** Null for never. */
  alertMs: number | null
  log: Logger
}

/** Tells of each line that has fallen silent, once per silence whichever worker it is. How many that were. */
export function createTellSilence({ names, alertMs, log }: TellSilenceDeps): (tx: Tx) => Promise<number> {
  return async function tellSilence(tx) {
    if (alertMs === null) return 0
    const lines = (await listLines(tx)).filter(({ line }) => names.includes(line))
    const silent = lines.filter((row) => isLineSilent(toLineHealth(row), row.now.getTime(), alertMs))
    if (silent.length === 0) return 0

    const toTell = await claimSilences(
      tx,
      silent.map(({ line }) => line),
    )
    for (const { line, workingSince, lastEventAt } of silent) {
      if (toTell.includes(line))
        log.warn({ line, workingSince, lastEventAt }, 'line is silent although WAHA calls it WORKING')
    }
    return toTell.length
  }
}
