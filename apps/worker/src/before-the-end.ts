import { HandBackError } from '@bellhop/queue'

const GRACE_MS = 4_000

/** Gives the work's result, or throws a {@link HandBackError} when the worker ends and the work doesn't. */
export type BeforeTheEnd = <T>(work: Promise<T>) => Promise<T>

/**
 * Work that still runs some seconds after the worker began to end is left to itself, and its job is handed back: a frozen
 * server would keep the worker from ending.
 */
export function createBeforeTheEnd(signal: AbortSignal): BeforeTheEnd {
  // One listener for all. A signal chains its listeners, and what a chain leads to outlives its use until all of the heap is collected.
  const underWay: (() => void)[] = []
  signal.addEventListener('abort', () => {
    for (const giveGrace of underWay) giveGrace()
  })

  return (work) =>
    new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined
      const giveGrace = () => {
        timer = setTimeout(() => reject(new HandBackError()), GRACE_MS)
      }
      if (signal.aborted) giveGrace()
      underWay.push(giveGrace)

      void work.then(resolve, reject).finally(() => {
        clearTimeout(timer)
        underWay.splice(underWay.indexOf(giveGrace), 1)
      })
    })
}
