export {
  chatKind,
  chatOfPhone,
  normaliseChatId,
  parseMessageId,
  phoneOfChat,
  type ChatKind,
  type MessageId,
} from './chat-id.ts'
export { findCheckIn, type CheckIn, type Conversation, type Guest } from './conversation.ts'
export { decide, decideInOrder, type WaitingMessage } from './decide.ts'
export type {
  AgentMessage,
  CheckOut,
  Decision,
  Effect,
  GuestMessage,
  Input,
  ModeChange,
  Outcome,
  Rules,
  StaffEnd,
  StaffMessage,
  UnmatchedReason,
} from './decision.ts'
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
export {
  BUILT_IN_REPLIES,
  defaultLocale,
  renderReply,
  type RepliesByLocale,
  type ReplyKind,
  type ReplyTexts,
} from './replies.ts'
export type {
  AgentStatus,
  EndReason,
  Instant,
  OpenSession,
  Session,
  SessionMode,
  TerminatedSession,
} from './session.ts'
