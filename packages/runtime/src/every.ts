export interface Timer {
  /** No run starts any more; resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** Runs again and again, `ms` after the end of the run before, so it never overlaps itself. The first run comes after `ms`. */
export function every(ms: number, run: () => Promise<unknown>, onError: (error: unknown) => void): Timer {
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()
  let timer = setTimeout(tick, ms)

  function tick(): void {
    running = guarded().finally(() => {
      if (!stopped) timer = setTimeout(tick, ms)
    })
  }

  async function guarded(): Promise<void> {
    try {
      await run()
    } catch (error) {
      onError(error)
    }
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
