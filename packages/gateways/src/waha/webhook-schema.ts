import { cleanText } from '@bellhop/core'
import { z } from 'zod'

// Unknown fields are fine and dropped: `_data` and whatever a new WAHA adds never leave this gateway by accident. What a message can
// do without may have any shape: it counts as missing. What it can't (id, body, time) must be right, or the event is set aside.

/** Cleaned text, or none. */
const word = z.string().transform(cleanText).nullish().catch(null)
const flag = z.boolean().nullish().catch(null)
const anything = z.unknown().optional()
const numeric = z
  .string()
  .regex(/^-?\d{1,16}(\.\d+)?$/)
  .transform(Number)
/** A long number of NOWEB as JSON has it. Its lower half holds the seconds until 2038. */
const long = z.object({ low: z.number().positive(), high: z.literal(0) }).transform(({ low }) => low)
/** A number, or its text; null where the engine doesn't know. */
const seconds = z.union([z.number(), numeric, long]).nullish()
const texts = z
  .array(z.unknown())
  .transform((items) => items.filter((item) => typeof item === 'string').map(cleanText))
  .nullish()
  .catch(null)
/** A full message id. WPP has some in pieces, with the whole as `_serialized`. */
const messageId = z.union([
  z.string(),
  z.object({ _serialized: z.string() }).transform((id) => id._serialized),
])

/** What every webhook call has in common. */
export const envelopeSchema = z.object({
  event: z.string(),
  session: z.string(),
  /** Absent before 2024.11, like the timestamp. */
  id: word,
  /** In ms. */
  timestamp: seconds.catch(null),
  me: z
    .object({ id: anything, lid: anything, jid: anything, reachoutTimelock: anything })
    .nullish()
    .catch(null),
  payload: anything,
})

/** `message`, `message.any`, `message.edited`. `from` and `to` differ between engines: the chat is the one in `id`. */
export const messageSchema = z.object({
  id: messageId,
  /** In s; WEBJS has fractions, GOWS and WPP may have null. */
  timestamp: seconds,
  from: word,
  to: word,
  participant: word,
  fromMe: flag,
  source: word,
  body: z.string().transform(cleanText).nullish(),
  hasMedia: flag,
  media: z
    .object({
      url: word,
      filename: word,
      mimetype: word,
      size: anything,
      /** An object since errors lost their message on the way; a string before. */
      error: z
        .union([z.string().transform(cleanText), z.object({ details: word })])
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  /** Coordinates are text on NOWEB and GOWS, numbers on WEBJS. */
  location: z
    .object({ latitude: anything, longitude: anything, name: word, address: word, thumbnail: word })
    .nullish()
    .catch(null),
  vCards: texts,
  replyTo: anything,
  /** Of edits: the bare id of the message that was changed. */
  editedMessageId: word,
  /** The engine's own message and no contract: read in `engine/` alone. */
  _data: anything,
})

export const ackSchema = z.object({
  id: messageId,
  timestamp: seconds.catch(null),
  fromMe: flag,
  ack: z.union([z.number(), numeric]).nullish().catch(null),
  ackName: word,
  _data: anything,
})

export const reactionSchema = z.object({
  id: messageId,
  timestamp: seconds,
  from: word,
  to: word,
  participant: word,
  fromMe: flag,
  /** `messageId` is a full one; `text` is '' when the reaction is taken back. */
  reaction: z.object({ text: z.string().transform(cleanText).nullish(), messageId }),
  _data: anything,
})

const keyObject = z.object({
  id: anything,
  _serialized: anything,
  fromMe: anything,
  remote: anything,
  timestamp: seconds.catch(null),
  _data: anything,
})
/** A message, whose id is a full one, or on WPP only its key: the full id as a text, or in pieces and as a whole. */
const messageKeySchema = z
  .union([keyObject, z.string().transform((id) => keyObject.parse({ id }))])
  .nullish()
  .catch(null)

export const revokedSchema = z.object({
  after: messageKeySchema,
  before: messageKeySchema,
  /** Bare. */
  revokedMessageId: word,
  _data: anything,
})

export const lineStatusSchema = z.object({ status: z.string().regex(/^[A-Z0-9_]{1,64}$/) })

export type Envelope = z.infer<typeof envelopeSchema>
export type MessageKey = z.infer<typeof messageKeySchema>
export type MessagePayload = z.infer<typeof messageSchema>
