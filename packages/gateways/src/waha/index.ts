export { classifyWebhook, type ClassifyOptions, type Fate } from './classify-webhook.ts'
export { signWebhook, verifyWebhook } from './hmac.ts'
export {
  createWahaClient,
  type ChatAddress,
  type FoundMessage,
  type HistoryQuery,
  type MessageAddress,
  type TextToSend,
  type WahaClient,
  type WahaClientOptions,
} from './client.ts'
export { readFileAddress, type FileAddress } from './file-address.ts'
export { createWahaInspector, type WahaInspector } from './inspect.ts'
export { createWahaMedia, type OpenFile, type WahaMedia, type WahaMediaOptions } from './media-client.ts'
export { probeWebhook, type ProbeOutcome } from './probe-webhook.ts'
export type { HistoryPage } from './read-history.ts'
export type { LineSession, SessionWebhook } from './read-session.ts'
export { WahaError, type SendOutcome, type WahaErrorCode } from './waha-error.ts'
