/** Hands over what must be closed later. */
export type Defer = (close: () => Promise<void> | void) => void

/**
 * Builds something out of parts that must be closed. What was deferred is closed in reverse order and one after the
 * other: by `close`, or at once when building fails half-way. A part that fails to close doesn't keep the rest open.
 */
export async function compose<T extends object>(
  build: (defer: Defer) => Promise<T>,
): Promise<T & { close(): Promise<void> }> {
  const closers: (() => Promise<void> | void)[] = []
  let closing: Promise<void> | undefined
  try {
    const built = await build((close) => closers.push(close))
    return Object.assign(built, { close: () => (closing ??= closeAll(closers)) })
  } catch (error) {
    await closeAll(closers).catch(() => undefined) // why building failed matters more
    throw error
  }
}

async function closeAll(closers: (() => Promise<void> | void)[]): Promise<void> {
  const errors: unknown[] = []
  for (const close of closers.toReversed()) {
    try {
      await close() // oxlint-disable-line no-await-in-loop -- one after the other: what is above stands on what is below
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be closed')
}
