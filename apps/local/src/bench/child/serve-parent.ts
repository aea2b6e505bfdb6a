/** One call of a parent, and its answer: see {@link openChild}. */
export interface Call {
  id: number
  name: string
  argument: unknown
}

export interface Answer {
  id: number
  result?: unknown
  error?: string
}

/** Does what the parent asks for, by name, until the parent ends. */
export function serveParent(acts: Record<string, (argument: never) => unknown>): void {
  process.on(
    'message',
    ({ id, name, argument }: Call) => void answer(id, () => acts[name]?.(argument as never)),
  )
  process.on('disconnect', () => process.exit())
}

async function answer(id: number, act: () => unknown): Promise<void> {
  try {
    const result = await act()
    process.send?.({ id, result } satisfies Answer)
  } catch (error) {
    process.send?.({
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
    } satisfies Answer)
  }
}
