import { HandBackError } from '@bellhop/queue'

const GRACE_MS = 4_000

/**
 * The work's result. Work that still runs some seconds after the worker began to end is left to itself, and its job is
 * handed back: a frozen server would keep the worker from ending.
 */
export function beforeTheEnd<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const giveGrace = () => {
      timer = setTimeout(() => reject(new HandBackError()), GRACE_MS)
    }
    if (signal.aborted) giveGrace()
    else signal.addEventListener('abort', giveGrace)

    void work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveGrace)
    })
  })
}
