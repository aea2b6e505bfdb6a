export { isDatabaseUnavailable, isStatementTimeout } from './database-unavailable.ts'
export { PrismaClient, Prisma } from './generated/client.ts'
export { lockGuest, tryLockGuests } from './guest-lock.ts'
export type { Pipeline } from './pipeline.ts'
export { newId, openStore, type Queryable, type Store, type StoreOptions, type Tx } from './store.ts'
export { createApiKey, findApiKey, listApiKeys, revokeApiKey, type ApiKeyRecord } from './api-keys.ts'
export { countAttention, type Attention } from './attention.ts'
export {
  AUDIT_ACTIONS,
  listAudit,
  noteAudit,
  type Actor,
  type AuditAction,
  type AuditEntry,
  type AuditRecord,
} from './audit.ts'
export {
  findLogin,
  listLogins,
  logOut,
  noteFailedLogin,
  openLogin,
  revokeLogin,
  type LoginRecord,
} from './logins.ts'
export {
  BUILT_IN_OPERATOR_ID,
  changeOperator,
  changePassword,
  createOperator,
  findOperatorById,
  findOperatorByName,
  listOperators,
  type OperatorRecord,
} from './operators.ts'
export type { OperatorRole } from './generated/enums.ts'
export { applyStoredAcks, type MessageName } from './acks.ts'
export { findSessionsWithoutAgent, setAgentStatus, wantsAgent } from './agents.ts'
export { applyChanges, applyUpdates, findChanged } from './changes.ts'
export { changeConversation } from './change-conversation.ts'
export { holdSession } from './hold-session.ts'
export {
  checkIn,
  findCheckInById,
  listCheckIns,
  type CheckInRecord,
  type CheckInRequest,
  type NewCheckIn,
} from './check-ins.ts'
export { findKnownGuests, type KnownGuest } from './known-guests.ts'
export { conversationKey, type ConversationKey } from './conversations.ts'
export {
  bringBackHidden,
  findHiddenTwins,
  meetHiddenChats,
  remindOfHidden,
  type HiddenChat,
} from './hidden-chats.ts'
export {
  claimHiddenQuestion,
  countHiddenQuestions,
  noteFailedQuestion,
  noteUnknownNumber,
  type HiddenQuestion,
} from './hidden-questions.ts'
export {
  attributeCopies,
  holdOwnMessages,
  loadSent,
  settleByEcho,
  type Echo,
  type SentRow,
} from './echoes.ts'
export { eraseRows, type ErasedCounts, type ErasedRows, type Traces } from './erase-guest.ts'
export { eraseQuarantined } from './erase-quarantined.ts'
export { forgetMessages } from './erased-messages.ts'
export { isAnyOlder, noteErasure, readClock } from './erasures.ts'
export { failureReason } from './failure-reason.ts'
export { findHiddenChats, findKnownIds } from './known-ids.ts'
export {
  claimMediaFetch,
  countWaitingMedia,
  findDueMedia,
  giveUpMediaFetch,
  releaseMediaFetch,
  settleFetched,
  settleUnfetched,
  type FetchedMedia,
  type MediaFetchRow,
} from './media-fetches.ts'
export { readDayFigures, type HourFigures } from './day-figures.ts'
export { inspectDatabase, type DatabaseFacts } from './inspect-database.ts'
export { findMessageMedia, type MessageMedia } from './message-media.ts'
export { deployMigrations } from './migrate.ts'
export { MigrationError } from './migration-error.ts'
export { requireMigrations } from './require-migrations.ts'
export {
  discardQuarantined,
  findQuarantined,
  listQuarantined,
  retryQuarantined,
  type QuarantinedExcerpt,
  type QuarantinedRecord,
} from './quarantined-events.ts'
export {
  beginRetry,
  findRetries,
  putBack,
  releaseRetry,
  removeQuarantined,
  type RetryRow,
} from './quarantined-retries.ts'
export {
  changeTemplate,
  createTemplate,
  deleteTemplate,
  listTemplates,
  TEMPLATES_MAX,
} from './reply-templates.ts'
export { listUnmatchedChats, type UnmatchedChat } from './unmatched-chats.ts'
export { findReplayable, replayUnmatched } from './replay.ts'
export { savingDecisions, type AppliedMessage, type ConversationChange } from './save-decisions.ts'
export { seedHotel, type SeededGuest } from './seed.ts'
export { isPlain, storeEvents, type InboundRecord, type Stored } from './store-events.ts'
export type { NewMessage } from './insert-messages.ts'
export { findDueOutbound, releaseDeadClaims, type DueOutbound } from './due-outbound.ts'
export { loadWaiting, type GuestChats, type Waiting, type WaitingMessageRow } from './load-waiting.ts'
export { rememberingChats, type RememberedChat } from './remember-chats.ts'
export { findLeftByStaff } from './left-by-staff.ts'
export {
  claimRepair,
  findMissing,
  findRepairGuests,
  finishRepair,
  releaseRepair,
  type RepairClaim,
} from './gap-repairs.ts'
export { confirmWorking } from './line-reports.ts'
export { claimSilences, noteEvents } from './line-signs.ts'
export {
  currentIntervalMs,
  ensureLines,
  knowLines,
  listLines,
  pauseLine,
  resumeLine,
  timelockLine,
  toLineHealth,
  type LineRow,
  type PausedBy,
} from './lines.ts'
export {
  cancelByHand,
  cancelOutbound,
  claimFreeOutbound,
  claimOutbound,
  deferOutbound,
  freeTimelocked,
  type GrantedClaim,
  type WantedClaim,
} from './claim-outbound.ts'
export {
  findMessageIds,
  retentionSteps,
  type Deleted,
  type RetentionLimits,
  type RetentionStep,
} from './retention.ts'
export { findEachNextOutbound, findNextOutbound, type NextOutbound, type OutboundGuest } from './outbox.ts'
export {
  settleFailed,
  settleForRetry,
  settleFreeSent,
  settleSent,
  settleUnknown,
  type Claim,
  type SentClaim,
  type Settled,
} from './settle-outbound.ts'
export { violatesUnique } from './unique-violation.ts'
export { shredDeleted } from './shred.ts'
export { withSweepLock } from './sweep-lock.ts'
export {
  findGuestKeys,
  findOverdueGuests,
  findStillWaiting,
  guestKey,
  recordFailure,
  retrySetAside,
  type GuestKey,
} from './waiting-messages.ts'
export { countInbox, listInbox, markRead, type InboxRecord, type InboxView } from './inbox.ts'
export type { Page, PageRequest } from './page.ts'
export type { Edit } from './edits.ts'
export {
  asRecord,
  findMessageById,
  listSessionMessages,
  listSetAside,
  listUnmatched,
  listUnsettled,
  type MessageRecord,
  type UnsettledStatus,
} from './message-queries.ts'
export { findSessionById, listSessions, type SessionRecord } from './session-queries.ts'
export { readMessageVersions, readSessionVersions, type Versions } from './session-versions.ts'
export { confirmArrived, confirmNotArrived, resendUnknown, type UnknownSettled } from './settle-unknown.ts'
export {
  askAgain,
  leaveToStaff,
  sendAgain,
  settleFound,
  takeUncertain,
  type UncertainRow,
} from './uncertain.ts'
export { findTimelineFacts, type TimelineFacts } from './timeline-facts.ts'
export { countWaitingOutbound, type WaitingOutbound } from './waiting-outbound.ts'
export { readUnfinished, type Unfinished } from './unfinished.ts'
