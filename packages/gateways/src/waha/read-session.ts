import { z } from 'zod'

import { ownChatsOf } from './addresses.ts'
import { readTimelock } from './timelock.ts'

/** A webhook of a line's own, as WAHA has it configured. */
export interface SessionWebhook {
  url: string | null
  events: string[]
  hmacKey: string | null
  retries: { policy: string | null; delaySeconds: number | null; attempts: number | null } | null
}

/** What WAHA says of a line. */
export interface LineSession {
  /** In WAHA's words: `WORKING`, `STOPPED`, ... */
  status: string
  engine: string | null
  /** The line's own addresses, number and LID; none before it is logged in. */
  ownChats: string[]
  /** Until when WhatsApp forbids this line to write to new people, in ms. Null if it doesn't, or doesn't say. */
  timelockedUntil: number | null
  webhooks: SessionWebhook[]
  /** What WAHA drops by itself: `status`, `groups`, `channels`, `broadcast`. */
  ignores: string[]
  /** Whether NOWEB keeps a history; null if it isn't said. */
  keepsHistory: boolean | null
}

const text = z.string().nullable().catch(null)
const number = z.number().nullable().catch(null)
const flags = z.record(z.string(), z.unknown()).catch({})
const tolerated = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullable().catch(null)

const webhookSchema = tolerated({
  url: text,
  events: z.array(z.unknown()).catch([]),
  hmac: tolerated({ key: text }),
  retries: tolerated({ policy: text, delaySeconds: number, attempts: number }),
})

/** Only the status must be there: the rest differs by version. */
export const sessionSchema = z.object({
  status: z.string(),
  me: tolerated({
    id: text,
    lid: text,
    jid: text,
    reachoutTimelock: z.unknown().optional(),
  }),
  engine: z
    .union([z.string(), z.object({ engine: text })])
    .nullable()
    .catch(null),
  config: tolerated({
    webhooks: z.array(webhookSchema).catch([]),
    ignore: flags,
    noweb: tolerated({ store: tolerated({ enabled: z.boolean().nullable().catch(null) }) }),
  }),
})

export function toLineSession({ status, me, engine, config }: z.infer<typeof sessionSchema>): LineSession {
  return {
    status,
    engine: typeof engine === 'object' ? (engine?.engine ?? null) : engine,
    ownChats: [...ownChatsOf(me)],
    timelockedUntil: readTimelock(me?.reachoutTimelock) ?? null,
    webhooks: (config?.webhooks ?? []).flatMap((webhook) => (webhook === null ? [] : [toWebhook(webhook)])),
    ignores: Object.entries(config?.ignore ?? {}).flatMap(([what, isIgnored]) =>
      isIgnored === true ? [what] : [],
    ),
    keepsHistory: config?.noweb?.store?.enabled ?? null,
  }
}

function toWebhook({
  url,
  events,
  hmac,
  retries,
}: NonNullable<z.infer<typeof webhookSchema>>): SessionWebhook {
  return {
    url,
    events: events.filter((event) => typeof event === 'string'),
    hmacKey: hmac?.key ?? null,
    retries,
  }
}
