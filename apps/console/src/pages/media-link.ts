import { FILE_KINDS, type ContentKind } from '@bellhop/core'
import type { MessageRecord } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import { mediaHref, readMedia } from '../read-media.ts'

const KB = 1024

/** The way to a message's file, or why there is none. Null for messages without one. */
export function mediaLink({ id, kind, media: column }: MessageRecord): Html | null {
  const media = readMedia(column)
  if (media === null || !(FILE_KINDS as ReadonlySet<string>).has(kind)) return null
  const { path, size = 0, filename, error } = media
  if (path !== undefined) {
    return html`<p class="file">
      <a href="${mediaHref(id)}"><bdi>${filename ?? NAMES[kind] ?? 'File'}</bdi></a>
      <small>${readable(size)}</small>
    </p>`
  }
  return html`<p class="hint">${error === undefined ? 'The file is being fetched.' : `No file: ${error}`}</p>`
}

const NAMES: Record<string, string> = {
  image: 'Photo',
  voice: 'Voice message',
  video: 'Video',
  document: 'Document',
  sticker: 'Sticker',
} satisfies Partial<Record<ContentKind, string>>

function readable(bytes: number): string {
  if (bytes < KB * KB) return `${Math.ceil(bytes / KB)} KB`
  return `${(bytes / KB / KB).toFixed(1)} MB`
}
