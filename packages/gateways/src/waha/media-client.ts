import type { Media } from '@bellhop/core'
import { z } from 'zod'

import { toFile } from './content.ts'
import type { FileAddress } from './file-address.ts'
import type { OpenAnswer } from './answer-stream.ts'
import { readMedia } from './message-payload.ts'
import { createTransport, type WahaTransportOptions } from './transport.ts'
import type { MessageAddress } from './client.ts'
import { WahaError } from './waha-error.ts'

export interface WahaMediaOptions extends Omit<WahaTransportOptions, 'timeoutMs'> {
  /** Of a whole file. Default 60 s. */
  fileTimeoutMs?: number
  /** Of the question for a file that is gone: WAHA fetches it from WhatsApp before it answers. Default 30 s. */
  refetchTimeoutMs?: number
}

export interface OpenFile extends Pick<OpenAnswer, 'body' | 'close'> {
  /** What the server says; null if it says nothing. */
  mimetype: string | null
  size: number | null
}

/** The files that come with messages. All calls go to WAHA's host alone, follow no redirect, and throw {@link WahaError}. */
export interface WahaMedia {
  openFile(file: FileAddress, signal: AbortSignal): Promise<OpenFile>
  /** Has WAHA fetch a message's file from WhatsApp again. Null if WAHA doesn't know the message, or a file of it. */
  refetch(message: MessageAddress, signal: AbortSignal): Promise<Media | null>
}

const foundSchema = z.object({ media: z.unknown().transform(readMedia) })

export function createWahaMedia(options: WahaMediaOptions): WahaMedia {
  const { fileTimeoutMs = 60_000, refetchTimeoutMs = 30_000, ...rest } = options
  const { open, read } = createTransport(rest)

  return {
    async openFile({ line, name }, signal) {
      const path = ['files', line, name]
      const { headers, body, close } = await open('openFile', { path, signal, timeoutMs: fileTimeoutMs })
      const size = headers['content-length']
      return {
        mimetype: headers['content-type'] ?? null,
        size: size === undefined ? null : Number(size),
        body,
        close,
      }
    },
    async refetch({ line, chatId, fromMe, whatsappId }, signal) {
      const path = [line, 'chats', chatId, 'messages', `${fromMe}_${chatId}_${whatsappId}`]
      const query = { downloadMedia: true }
      try {
        const call = { path, query, signal, timeoutMs: refetchTimeoutMs }
        const { media } = await read('refetchMedia', foundSchema, call)
        return media ? toFile(media) : null
      } catch (error) {
        if (error instanceof WahaError && error.code === 'not-found') return null
        throw error
      }
    },
  }
}
