import type { Doorbells } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'

/** Has the files of these messages fetched. The rows are committed, so a bell that can't be rung is only late. */
export type RingMedia = (messageIds: readonly string[]) => Promise<void>

export function createRingMedia({
  doorbells,
  log,
}: {
  doorbells: Pick<Doorbells, 'ringMedia'>
  log: Logger
}): RingMedia {
  return async function ringMedia(messageIds) {
    if (messageIds.length === 0) return
    await doorbells
      .ringMedia(messageIds)
      .catch((err: unknown) => log.warn({ err }, 'could not ring for media, the sweep will'))
  }
}
