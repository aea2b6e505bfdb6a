import { cleanText } from '@bellhop/core'
import { z } from 'zod'

// Unknown fields are fine and dropped: `_data` and whatever a new WAHA adds never leave this gateway by accident.

const text = z.string().transform(cleanText)
const optionalText = text.nullish()
/** Text on NOWEB and GOWS, a number on WEBJS. */
const coordinate = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
])

/** What every webhook call has in common. */
export const envelopeSchema = z.object({
  event: z.string(),
  session: z.string(),
  /** Absent before 2024.11, like the timestamp. */
  id: z.string().nullish(),
  /** In ms. */
  timestamp: z.number().nullish(),
  me: z
    .object({ id: z.unknown().optional(), lid: z.unknown().optional(), jid: z.unknown().optional() })
    .nullish()
    .catch(null),
  payload: z.unknown().optional(),
})

/** `message`, `message.any`, `message.edited`. `from` and `to` differ between engines: the chat is the one in `id`. */
export const messageSchema = z.object({
  id: z.string(),
  /** In s; WEBJS has fractions, GOWS and WPP may have null. */
  timestamp: z.number().nullish(),
  fromMe: z.boolean().nullish(),
  source: z.string().nullish(),
  body: optionalText,
  hasMedia: z.boolean().nullish(),
  media: z
    .object({
      url: optionalText,
      filename: optionalText,
      mimetype: optionalText,
      /** An object since errors lost their message on the way; a string before. */
      error: z.union([text, z.object({ details: optionalText })]).nullish(),
    })
    .nullish(),
  location: z
    .object({
      latitude: coordinate,
      longitude: coordinate,
      name: optionalText,
      address: optionalText,
      thumbnail: optionalText,
    })
    .nullish(),
  vCards: z.array(text).nullish(),
  /** Of edits: the bare id of the message that was changed. */
  editedMessageId: z.string().nullish(),
  /** The engine's own message and no contract: read in engine-hints.ts alone. */
  _data: z.unknown().optional(),
})

export const ackSchema = z.object({
  id: z.string(),
  timestamp: z.number().nullish(),
  fromMe: z.boolean().nullish(),
  ack: z.number().nullish(),
  ackName: z.string().nullish(),
  _data: z.unknown().optional(),
})

export const reactionSchema = z.object({
  id: z.string(),
  timestamp: z.number().nullish(),
  fromMe: z.boolean().nullish(),
  /** `messageId` is a full one; `text` is '' when the reaction is taken back. */
  reaction: z.object({ text: optionalText, messageId: z.string() }),
  _data: z.unknown().optional(),
})

/** A message, whose id is a full one, or on WPP only its key, which is the full id in pieces and as a whole. */
const messageKeySchema = z
  .object({
    id: z.union([z.string(), z.object({ _serialized: z.string() })]).nullish(),
    _serialized: z.string().nullish(),
  })
  .nullish()

/** The one event without `payload.id`. Which of the two sides is there depends on the engine. */
export const revokedSchema = z.object({
  after: messageKeySchema,
  before: messageKeySchema,
  /** Bare. */
  revokedMessageId: z.string(),
  _data: z.unknown().optional(),
})

export const lineStatusSchema = z.object({ status: z.string().regex(/^[A-Z_]{1,64}$/) })

export type Envelope = z.infer<typeof envelopeSchema>
export type MessageKey = z.infer<typeof messageKeySchema>
export type MessagePayload = z.infer<typeof messageSchema>
