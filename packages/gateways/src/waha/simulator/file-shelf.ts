import type { SimulatedMedia, WireMessage } from './bodies/wire-message.ts'

export interface StoredFile {
  mimetype: string
  content: Buffer
}

/** The files that WAHA keeps for a while, and the record of who asked for which. */
export interface FileShelf {
  /** Where `media.url` points for a file that is put there. */
  put(line: string, name: string, file: StoredFile): string
  find(name: string): StoredFile | undefined
  remove(name: string): void
  /** Puts a message's file there, as when WAHA fetches it from WhatsApp. The message as it is then. */
  fetch(line: string, message: WireMessage): WireMessage
  /** Names, in the order of the requests. */
  readonly requested: string[]
}

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'audio/ogg': 'oga',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
}

export function createFileShelf(baseUrl: () => string): FileShelf {
  const files = new Map<string, StoredFile>()

  function put(line: string, name: string, file: StoredFile): string {
    files.set(name, file)
    return `${baseUrl()}/api/files/${line}/${name}`
  }

  return {
    put,
    requested: [],
    find: (name) => files.get(name),
    remove: (name) => void files.delete(name),
    fetch(line, message) {
      const { media } = message
      if (media?.content === undefined) return message
      const { error: _, ...fetched } = media
      const { mimetype, content } = { ...media, content: media.content }
      return {
        ...message,
        media: { ...fetched, url: put(line, fileName(message, media), { mimetype, content }) },
      }
    },
  }
}

/** As WAHA names it. */
export function fileName(
  { whatsappId }: Pick<WireMessage, 'whatsappId'>,
  { mimetype }: SimulatedMedia,
): string {
  return `${whatsappId}.${EXTENSIONS[mimetype.split(';', 1)[0] ?? ''] ?? 'bin'}`
}
