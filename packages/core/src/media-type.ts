import type { ContentKind } from './inbound-event.ts'

/** Messages of these kinds come with a file. */
export const FILE_KINDS: ReadonlySet<ContentKind> = new Set([
  'image',
  'voice',
  'video',
  'document',
  'sticker',
])

export interface MediaType {
  /** Without parameters, in lower case. */
  mimetype: string
  extension: string
  /** Whether a browser may show it: only what can't carry a script. */
  showsInline: boolean
}

const SHOWN: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
}

const KEPT: Record<string, string> = {
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/tiff': 'tiff',
  'audio/amr': 'amr',
  'audio/opus': 'opus',
  'audio/x-wav': 'wav',
  'audio/x-m4a': 'm4a',
  'audio/flac': 'flac',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/rtf': 'rtf',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'text/calendar': 'ics',
}

// Formats of these families that are not named above are kept under a neutral name; SVG is a document with scripts.
const FAMILY = /^(?:image|audio|video)\/(?!svg)[a-z0-9.+-]+$/

/** The kind of file that a mimetype names (`audio/ogg; codecs=opus`). Null for what is never kept: pages, scripts, programs. */
export function readMediaType(written: string): MediaType | null {
  const mimetype = (written.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (Object.hasOwn(SHOWN, mimetype)) return { mimetype, extension: SHOWN[mimetype] ?? '', showsInline: true }
  if (Object.hasOwn(KEPT, mimetype)) return { mimetype, extension: KEPT[mimetype] ?? '', showsInline: false }
  return FAMILY.test(mimetype) ? { mimetype, extension: 'bin', showsInline: false } : null
}

/** What servers say of a file that they know nothing about. */
const UNTOLD = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

/**
 * The kind of a file by all that is said of it, what counts most first; what says nothing is passed over. `forbidden` if
 * anything said is not allowed, `unknown` if nothing is said.
 */
export function agreeOnMediaType(
  said: readonly (string | null | undefined)[],
): MediaType | 'forbidden' | 'unknown' {
  const told = said.map((one) => one?.trim().toLowerCase() ?? '').filter((one) => !UNTOLD.has(one))
  const types = told.map(readMediaType)
  return types.includes(null) ? 'forbidden' : (types[0] ?? 'unknown')
}
