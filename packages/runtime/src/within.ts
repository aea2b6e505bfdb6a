/** Something took longer than it may. It goes on: only the waiting has ended. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
  readonly code = 'deadline'
}

/** Waits for at most `ms`, then rejects with a {@link DeadlineError}. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(`Not done within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
