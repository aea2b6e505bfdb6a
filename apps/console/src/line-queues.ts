import type { LineControls } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'

/** The queues of the lines, which follow what stands in `lines`. If they are away the sweep sees to it. */
export interface LineQueues {
  pause(line: string): Promise<void>
  resume(line: string, intervalMs: number): Promise<void>
}

export function createLineQueues(
  controls: Pick<LineControls, 'pause' | 'resume' | 'setPace'>,
  log: Logger,
): LineQueues {
  return {
    pause: (line) => follow(line, () => controls.pause(line)),
    resume: (line, intervalMs) =>
      follow(line, async () => {
        await controls.setPace(line, intervalMs)
        await controls.resume(line)
      }),
  }

  async function follow(line: string, change: () => Promise<void>): Promise<void> {
    try {
      await change()
    } catch (error) {
      log.warn({ err: error, line }, 'the queue of the line could not follow; the sweep will see to it')
    }
  }
}
