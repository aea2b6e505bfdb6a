export { APPLY_ATTEMPTS_MAX, BACKLOG_AGE_MS, BACKLOG_HOLD_MAX_MS, REPLAY_WINDOW_MS } from './apply-limits.ts'
export {
  chatKind,
  chatOfPhone,
  normaliseChatId,
  parseMessageId,
  phoneOfChat,
  type ChatKind,
  type MessageId,
} from './chat-id.ts'
export { cleanText } from './clean-text.ts'
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
  StaffSilence,
  UnmatchedReason,
} from './decision.ts'
export { isLineSilent, lineEffect, REFUSALS, type LineEffect, type LineHealth } from './line-health.ts'
export { messageSentAt } from './event-time.ts'
export {
  CLAIM_EXPIRY_MS,
  decideDelivery,
  findCancelReason,
  OUTBOUND_KINDS,
  UNKNOWN_HOLD_MS,
  type CancelReason,
  type CancelWord,
  yieldsToStaff,
  type Delivery,
  type DeliveryChat,
  type DeliveryLine,
  type DeliveryPolicies,
  type DeliverySession,
  type HoldReason,
  type OutboundHead,
  type OutboundKind,
} from './delivery.ts'
export { decideSettlement, timelockMs, type DeliveryOutcome, type Settlement } from './delivery-outcome.ts'
export {
  HIDDEN_FAILED_PAUSE_MS,
  HIDDEN_LONG_PAUSE_MS,
  HIDDEN_SOON_MS,
  hiddenAddress,
  hiddenPauseMs,
} from './hidden-chat.ts'
export {
  isRepairDue,
  REPAIR_GRACE_MS,
  repairedUntil,
  REPAIR_RETRY_MS,
  repairRetryMs,
  repairSince,
  type RepairState,
} from './gap-repair.ts'
export type {
  AckStatus,
  ContentKind,
  InboundEvent,
  InboundKind,
  InboundMessage,
  LineStatusEvent,
  Media,
  MessageUpdate,
  Quote,
  UnreadableEvent,
} from './inbound-event.ts'
export {
  decideMediaFetch,
  type MediaFetchDecision,
  type MediaFetchFailure,
  type MediaRefusal,
} from './media-fetch.ts'
export { isMediaPath, mediaPath } from './media-path.ts'
export { agreeOnMediaType, FILE_KINDS, readMediaType, type MediaType } from './media-type.ts'
export {
  isSameText,
  recogniseOwnMessage,
  type Origin,
  type OwnMessage,
  type SentMessage,
} from './own-message.ts'
export { rampedIntervalMs } from './pace.ts'
export { parsePhone, phoneSpellings, toPhoneDigits, toStoredPhone, type StoredPhone } from './phone.ts'
export {
  decideInquiry,
  decideReconciliation,
  RECONCILE_TIMING,
  type Evidence,
  type InquiryLine,
  type Inquiry,
  type Reconciliation,
  type ReconcileTiming,
  type UncertainMessage,
} from './reconciliation.ts'
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
export { keptSince, openKeptSince, SETTLED_STATUSES } from './retention.ts'
export { AGENT_RETRY_MAX_MS, retryDelayMs } from './retry-delay.ts'
export { typingPauseMs } from './typing-pause.ts'
