export {
  chatKind,
  chatOfPhone,
  normaliseChatId,
  parseMessageId,
  phoneOfChat,
  type ChatKind,
  type MessageId,
} from './chat-id.ts'
export type {
  AckStatus,
  ContentKind,
  InboundEvent,
  InboundKind,
  InboundMessage,
  LineStatusEvent,
  Media,
  MessageUpdate,
  UnreadableEvent,
} from './inbound-event.ts'
export { parsePhone, toPhoneDigits, toStoredPhone, type StoredPhone } from './phone.ts'
