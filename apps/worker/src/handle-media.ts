import { decideMediaFetch, type MediaFetchFailure } from '@bellhop/core'
import { HandBackError, type MediaRing } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  claimMediaFetch,
  giveUpMediaFetch,
  releaseMediaFetch,
  settleFetched,
  settleUnfetched,
  type MediaFetchRow,
  type Store,
} from '@bellhop/store'
import type { FetchMedia, MediaFetchOutcome } from './fetch-media.ts'
import type { MediaDir } from './media-dir.ts'
import type { OutageGate } from './outage-gate.ts'

/** Longer than an attempt can take: two requests for a file and one to fetch it again. */
const LEASE_MS = 180_000

export interface HandleMediaDeps {
  store: Store
  fetchMedia: FetchMedia
  dir: Pick<MediaDir, 'remove'>
  gate: OutageGate
  /** Told what each attempt came to, in a word. */
  onOutcome: (outcome: string) => void
  log: Logger
  signal: AbortSignal
}

/** Fetches a message's file, if it is due and in nobody's hands. Whatever comes of it, the message itself stays as it is. */
export function createMediaHandler({
  store,
  fetchMedia,
  dir,
  gate,
  onOutcome,
  log,
  signal,
}: HandleMediaDeps) {
  const { prisma } = store

  return async function handleMedia({ messageId }: MediaRing): Promise<void> {
    const row = await gate.run(() => claimMediaFetch(prisma, messageId, LEASE_MS))
    if (row === null) return
    const outcome = await attempt(row)
    if (outcome.type === 'fetched') {
      const isNoted = await gate.run(() => settleFetched(prisma, row, outcome.media))
      // Its message was deleted meanwhile, and the file of that message with it.
      if (!isNoted) return void (await dir.remove([outcome.media.path]))
      log.info({ messageId, line: row.line, size: outcome.media.size }, 'media fetched')
      onOutcome('fetched')
    } else if (signal.aborted) {
      // Broken off, and nobody's fault: the next worker takes it at once.
      await gate.run(() => releaseMediaFetch(prisma, row))
      throw new HandBackError()
    } else {
      await settle(row, outcome)
    }
  }

  async function attempt(row: MediaFetchRow): Promise<MediaFetchOutcome> {
    try {
      return await fetchMedia(row)
    } catch (error) {
      log.error({ err: error, messageId: row.messageId }, 'media could not be kept')
      return { type: 'away' }
    }
  }

  async function settle(row: MediaFetchRow, failure: MediaFetchFailure): Promise<void> {
    const { messageId, line } = row
    const error = failure.type === 'away' ? 'away' : failure.reason
    const decision = decideMediaFetch(failure, row, Math.random())
    if (decision.type === 'give-up') {
      await gate.run(() => giveUpMediaFetch(prisma, row, decision.reason))
      log.warn({ messageId, line, reason: decision.reason }, 'media given up')
      onOutcome(decision.reason.replaceAll(' ', '_').toLowerCase())
    } else {
      await gate.run(() => settleUnfetched(prisma, row, { ...decision, error }))
      log.info({ messageId, line, reason: error, attempts: decision.attempts }, 'media not fetched yet')
      onOutcome(failure.type)
    }
  }
}
