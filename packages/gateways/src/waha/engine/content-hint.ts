import type { ContentKind } from '@bellhop/core'

import { at, engineMessage, engineType, isRecord } from './walk.ts'

/**
 * What an engine's own message is, where WAHA's fields don't tell:
 * a kind of content; `unshown`: a person sent it, and only WhatsApp's own apps show it; `poll`: a vote in one; `album`: its pictures come by
 * themselves; `system note`: WhatsApp's own, nobody wrote it; `unknown`: of a kind to come.
 */
export type ContentHint = ContentKind | 'unshown' | 'poll' | 'album' | 'unknown' | 'system note'

/** WhatsApp's own names of the parts of a message, on NOWEB and GOWS. The first one that a message has says what it is. */
const HINT_BY_PART = new Map<string, ContentHint>([
  ['conversation', 'text'],
  ['extendedTextMessage', 'text'],
  ['imageMessage', 'image'],
  ['videoMessage', 'video'],
  ['ptvMessage', 'video'],
  ['audioMessage', 'voice'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
  ['stickerPackMessage', 'sticker'],
  ['locationMessage', 'location'],
  ['liveLocationMessage', 'location'],
  ['contactMessage', 'contact'],
  ['contactsArrayMessage', 'contact'],
  // Answers to what was offered, and offers.
  ['buttonsResponseMessage', 'unshown'],
  ['templateButtonReplyMessage', 'unshown'],
  ['listResponseMessage', 'unshown'],
  ['interactiveResponseMessage', 'unshown'],
  ['buttonsMessage', 'unshown'],
  ['listMessage', 'unshown'],
  ['templateMessage', 'unshown'],
  ['highlyStructuredMessage', 'unshown'],
  ['interactiveMessage', 'unshown'],
  ['productMessage', 'unshown'],
  ['orderMessage', 'unshown'],
  ['invoiceMessage', 'unshown'],
  ['sendPaymentMessage', 'unshown'],
  ['requestPaymentMessage', 'unshown'],
  ['paymentInviteMessage', 'unshown'],
  ['groupInviteMessage', 'unshown'],
  ['eventMessage', 'unshown'],
  ['scheduledCallCreationMessage', 'unshown'],
  ['pollCreationMessage', 'unshown'],
  ['pollCreationMessageV2', 'unshown'],
  ['pollCreationMessageV3', 'unshown'],
  ['pollCreationMessageV4', 'unshown'],
  ['pollCreationMessageV5', 'unshown'],
  ['pollCreationMessageV6', 'unshown'],
  ['pollUpdateMessage', 'poll'],
  ['pollResultSnapshotMessage', 'poll'],
  ['pollResultSnapshotMessageV3', 'poll'],
  ['albumMessage', 'album'],
  ['protocolMessage', 'system note'],
  ['placeholderMessage', 'system note'],
  ['senderKeyDistributionMessage', 'system note'],
  ['fastRatchetKeySenderKeyDistributionMessage', 'system note'],
  ['messageContextInfo', 'system note'],
  ['reactionMessage', 'system note'],
  ['encReactionMessage', 'system note'],
  ['encCommentMessage', 'system note'],
  ['encEventResponseMessage', 'system note'],
  ['secretEncryptedMessage', 'system note'],
  ['keepInChatMessage', 'system note'],
  ['pinInChatMessage', 'system note'],
  ['call', 'system note'],
  ['callLogMesssage', 'system note'], // sic
  ['bcallMessage', 'system note'],
  ['scheduledCallEditMessage', 'system note'],
  ['declinePaymentRequestMessage', 'system note'],
  ['cancelPaymentRequestMessage', 'system note'],
  ['requestPhoneNumberMessage', 'system note'],
  ['newsletterAdminInviteMessage', 'system note'],
  ['stickerSyncRmrMessage', 'system note'],
  ['messageHistoryBundle', 'system note'],
  ['messageHistoryNotice', 'system note'],
  ['statusNotificationMessage', 'system note'],
  ['statusMentionMessage', 'system note'],
  ['groupStatusMentionMessage', 'system note'],
])

/** The same by the types of WEBJS and WPP. */
const HINT_BY_TYPE = new Map<string, ContentHint>([
  ['chat', 'text'],
  ['image', 'image'],
  ['video', 'video'],
  ['ptv', 'video'],
  ['audio', 'voice'],
  ['ptt', 'voice'],
  ['document', 'document'],
  ['sticker', 'sticker'],
  ['sticker-pack', 'sticker'],
  ['location', 'location'],
  ['vcard', 'contact'],
  ['multi_vcard', 'contact'],
  ['buttons_response', 'unshown'],
  ['template_button_reply', 'unshown'],
  ['list_response', 'unshown'],
  ['interactive_response', 'unshown'],
  ['native_flow_response', 'unshown'],
  ['buttons', 'unshown'],
  ['list', 'unshown'],
  ['hsm', 'unshown'],
  ['interactive', 'unshown'],
  ['product', 'unshown'],
  ['order', 'unshown'],
  ['payment', 'unshown'],
  ['groups_v4_invite', 'unshown'],
  ['event_creation', 'unshown'],
  ['scheduled_call_creation', 'unshown'],
  ['poll_creation', 'unshown'],
  ['poll_update', 'poll'],
  ['poll_result_snapshot', 'poll'],
  ['album', 'album'],
  ['e2e_notification', 'system note'],
  ['notification', 'system note'],
  ['notification_template', 'system note'],
  ['group_notification', 'system note'],
  ['broadcast_notification', 'system note'],
  ['newsletter_notification', 'system note'],
  ['gp2', 'system note'],
  ['ciphertext', 'system note'],
  ['protocol', 'system note'],
  ['debug', 'system note'],
  ['call_log', 'system note'],
  ['revoked', 'system note'],
  ['pinned_message', 'system note'],
  ['keep_in_chat', 'system note'],
  ['reaction', 'system note'],
  ['reaction_enc', 'system note'],
  ['enc_event_response', 'system note'],
  ['event_response', 'system note'],
  ['scheduled_call_edit', 'system note'],
  ['biz_content_placeholder', 'system note'],
  ['request_phone_number', 'system note'],
])

/** Where an engine marks what may be looked at once, and only on a phone. */
const VIEW_ONCE = [
  ['key', 'isViewOnce'],
  ['IsViewOnce'],
  ['IsViewOnceV2'],
  ['IsViewOnceV2Extension'],
  ['isViewOnce'],
]

/** Null if the engine says nothing. */
export function contentHint(data: unknown): ContentHint | null {
  const type = engineType(data)
  const hint =
    HINT_BY_TYPE.get(type ?? '') ?? hintOfParts(engineMessage(data)) ?? (type === null ? null : 'unknown')
  const isBare = hint === null || hint === 'system note'
  return isBare && VIEW_ONCE.some((path) => at(data, path) === true) ? 'unshown' : hint
}

/** WEBJS and WPP say it in so many words, whatever else such a note has. */
export function isSystemNote(data: unknown): boolean {
  return HINT_BY_TYPE.get(engineType(data) ?? '') === 'system note'
}

function hintOfParts(message: unknown): ContentHint | null {
  if (!isRecord(message)) return null
  const parts = Object.keys(message).filter(
    (part) => typeof message[part] === 'string' || isRecord(message[part]),
  )
  const known = [...HINT_BY_PART.keys()].find((part) => parts.includes(part))
  const hint = known === undefined ? null : (HINT_BY_PART.get(known) ?? null)
  // Notes accompany content of every kind, so one of a kind to come too.
  const hasNew = parts.some((part) => !HINT_BY_PART.has(part))
  return hasNew && (hint === null || hint === 'system note') ? 'unknown' : hint
}
