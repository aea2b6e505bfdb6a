export { classifyWebhook, type ClassifyOptions, type Fate } from './classify-webhook.ts'
export { signWebhook, verifyWebhook } from './hmac.ts'
export {
  createWahaClient,
  type ChatAddress,
  type HistoryMessage,
  type HistoryQuery,
  type TextToSend,
  type WahaClient,
  type WahaClientOptions,
} from './client.ts'
export { WahaError, type SendOutcome, type WahaErrorCode } from './waha-error.ts'
