import type { Quote } from '@bellhop/core'

import { readWhatsappId } from './addresses.ts'
import { cardIn } from './engine/attachments.ts'
import { engineText, withoutPicture } from './engine/texts.ts'
import { at, engineMessage, isRecord, textAt } from './engine/walk.ts'
import type { MessagePayload } from './message-payload.ts'

/** Where an engine tells which message is answered. */
const QUOTED_ID = [['quotedStanzaID'], ['quotedMsgId'], ['quotedMsgId', '_serialized'], ['quotedMsgId', 'id']]
const QUOTED_ID_IN_PART = [
  ['contextInfo', 'stanzaId'],
  ['contextInfo', 'stanzaID'],
]

/** The message that this one answers. Null if it answers none, or if nothing is known of the other. */
export function readQuote({ replyTo, _data }: MessagePayload): Quote | null {
  const bare = typeof replyTo === 'string' ? { id: replyTo } : replyTo
  if (!isRecord(bare) || Array.isArray(bare)) return null
  const id = textAt(bare, ['id'], ['id', '_serialized'], ['id', 'id']) ?? engineQuotedId(_data)
  const body = withoutPicture(textAt(bare, ['body']))
  const text = cardIn(body) === null ? body : null
  const quote = { whatsappId: readWhatsappId(id ?? ''), text: text ?? quotedWords(bare) }
  return quote.whatsappId === null && quote.text === null ? null : quote
}

function engineQuotedId(data: unknown): string | null {
  const parts = engineMessage(data)
  const inParts = Object.values(isRecord(parts) ? parts : {}).map((part) =>
    textAt(part, ...QUOTED_ID_IN_PART),
  )
  return textAt(data, ...QUOTED_ID) ?? inParts.find((id) => id !== null) ?? null
}

/** What the engine has of the other message: its parts on NOWEB and GOWS, its fields on WEBJS and WPP. */
function quotedWords(replyTo: Record<string, unknown>): string | null {
  const quoted = at(replyTo, ['_data'])
  return withoutPicture(engineText({ message: quoted }) ?? engineText(quoted))
}
