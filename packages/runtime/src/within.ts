/** Something took longer than it may. It goes on: only the waiting has ended. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
  readonly code = 'deadline'
}

/** Waits for at most `ms`, then rejects with a {@link DeadlineError}. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineError(`Not done within ${ms} ms`)), ms)
    const inTime =
      <O>(settle: (outcome: O) => void) =>
      (outcome: O) => {
        clearTimeout(timer)
        settle(outcome)
      }
    work.then(inTime(resolve), inTime(reject))
  })
}
