import { agreeOnMediaType, mediaPath, type Media, type MediaFetchFailure } from '@bellhop/core'
import { readFileAddress, WahaError, type FileAddress, type WahaMedia } from '@bellhop/gateways/waha'
import type { FetchedMedia, MediaFetchRow } from '@bellhop/store'
import type { MediaDir } from './media-dir.ts'

export interface FetchMediaDeps {
  waha: WahaMedia
  dir: MediaDir
  /** In bytes. */
  sizeMax: number
  /** Breaks off whatever is under way. */
  signal: AbortSignal
}

export type FetchMedia = (row: MediaFetchRow) => Promise<MediaFetchOutcome>
export type MediaFetchOutcome = { type: 'fetched'; media: FetchedMedia } | MediaFetchFailure

const NOT_OF_WAHA = { type: 'refused', reason: 'not a file of WAHA' } as const
const FORBIDDEN = { type: 'refused', reason: 'type not allowed' } as const
const TOO_LARGE = { type: 'refused', reason: 'too large' } as const
const GONE = { type: 'missing', reason: 'gone' } as const

/**
 * Brings a message's file from WAHA into `MEDIA_DIR`. Where it is gone, or never was, WAHA is asked to fetch it from WhatsApp
 * again. Throws only what has nothing to do with WAHA.
 */
export function createFetchMedia({ waha, dir, sizeMax, signal }: FetchMediaDeps): FetchMedia {
  return async function fetchMedia(row) {
    try {
      const known = row.media.url === undefined ? GONE : await fetchFrom(row, row.media, row.media.url)
      return known === GONE ? await refetch(row) : known
    } catch (error) {
      if (error instanceof WahaError) return failureOf(error)
      throw error
    }
  }

  async function refetch(row: MediaFetchRow): Promise<MediaFetchOutcome> {
    const found = await waha.refetch(row, signal)
    if (found === null) return { type: 'missing', reason: 'WAHA does not have it' }
    if (found.url === undefined) return { type: 'missing', reason: 'WAHA could not fetch it' }
    return fetchFrom(row, { ...found, ...row.media }, found.url)
  }

  async function fetchFrom(row: MediaFetchRow, media: Media, url: string): Promise<MediaFetchOutcome> {
    const address = readFileAddress(url, row.line)
    if (address === null) return NOT_OF_WAHA
    // What is never kept isn't asked for either.
    if (agreeOnMediaType([media.mimetype]) === 'forbidden') return FORBIDDEN
    const file = await openIfThere(address)
    if (file === null) return GONE
    try {
      const type = agreeOnMediaType([media.mimetype, file.mimetype])
      if (type === 'forbidden' || type === 'unknown') return FORBIDDEN
      if (file.size !== null && file.size > sizeMax) return TOO_LARGE
      const { line, messageId, createdAt } = row
      const path = mediaPath({ line, messageId, createdAt: createdAt.getTime() }, type.extension)
      const size = await dir.keep(path, file.body, sizeMax)
      if (size === 'too large') return TOO_LARGE
      const { mimetype = type.mimetype, filename } = media
      return { type: 'fetched', media: { path, size, mimetype, ...(filename !== undefined && { filename }) } }
    } finally {
      file.close()
    }
  }

  async function openIfThere(address: FileAddress) {
    try {
      return await waha.openFile(address, signal)
    } catch (error) {
      if (error instanceof WahaError && error.code === 'not-found') return null
      throw error
    }
  }
}

/** An answer that makes no sense is one all the same; everything else may be better in a while. */
function failureOf({ code, status }: WahaError): MediaFetchFailure {
  const answered = code === 'bad-request' || (code === 'unexpected' && status !== null)
  return answered ? { type: 'missing', reason: 'WAHA does not have it' } : { type: 'away' }
}
