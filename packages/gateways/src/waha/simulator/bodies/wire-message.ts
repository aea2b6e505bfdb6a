import type { AckName } from '../options.ts'

/** The line's own addresses. */
export interface Me {
  id: string
  lid: string
  pushName: string
  /** While WhatsApp forbids the line to write to new people; times in s. */
  reachoutTimelock?: { isActive: boolean; enforcementType: string; timeEnforcementEnds: number }
}

export interface SimulatedMedia {
  /** How WhatsApp sends it; default by the mimetype. */
  as?: 'image' | 'video' | 'ptt' | 'audio' | 'document' | 'sticker'
  mimetype: string
  filename?: string
  /** In bytes. Default: that of `content`, if it is given. */
  size?: number
  /** Null as when WAHA could not fetch it. Default: where the simulator serves `content`. */
  url?: string | null
  /** The file itself. The simulator serves it, and fetches it from WhatsApp again when it is asked for the message. */
  content?: Buffer
  error?: string
}

export interface SimulatedPlace {
  latitude: number
  longitude: number
  name?: string
  address?: string
  live?: boolean
}

/** A message as WhatsApp has it, whatever WAHA's engine makes of it. */
export interface WireMessage {
  whatsappId: string
  /** `6281234567890@c.us` or `1888...@lid`. */
  chatId: string
  /** The chat's other address, where the engine tells it. */
  otherChatId: string | null
  /** Who wrote it, in a group. */
  participant?: string
  fromMe: boolean
  source: 'api' | 'app'
  sentAt: number
  pushName: string
  ack: AckName
  text: string | null
  media?: SimulatedMedia
  location?: SimulatedPlace
  vCards?: string[]
  poll?: { name: string; options: string[] }
  /** The message that this one answers. */
  quote?: { whatsappId: string; fromMe: boolean; text: string | null }
  /** The text was not written but chosen from what had been offered. */
  chosenFrom?: Offer
  /** Carries a reaction, an edit or a revoke, and is no message of its own. */
  isUpdate?: boolean
}

export type Offer = 'buttons' | 'template' | 'list'

export const ACK_NUMBER: Record<AckName, number> = {
  ERROR: -1,
  PENDING: 0,
  SERVER: 1,
  DEVICE: 2,
  READ: 3,
  PLAYED: 4,
}

type Addressed = Pick<WireMessage, 'fromMe' | 'chatId' | 'whatsappId' | 'participant'>

export function fullId({ fromMe, chatId, whatsappId, participant }: Addressed): string {
  return `${fromMe}_${chatId}_${whatsappId}${participant === undefined ? '' : `_${participant}`}`
}

/** The spelling inside `_data`. */
export function toJid(chatId: string): string {
  return chatId.replace('@c.us', '@s.whatsapp.net')
}

export function mediaType({ as, mimetype }: SimulatedMedia): NonNullable<SimulatedMedia['as']> {
  if (as) return as
  const kind = mimetype.split('/', 1)[0]
  if (mimetype === 'image/webp') return 'sticker'
  if (kind === 'audio') return 'ptt'
  return kind === 'image' || kind === 'video' ? kind : 'document'
}

export function sizeOf({ size, content }: SimulatedMedia): number | undefined {
  return size ?? content?.length
}
