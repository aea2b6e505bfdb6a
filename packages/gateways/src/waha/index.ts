export { classifyWebhook, type ClassifyOptions, type Fate } from './classify-webhook.ts'
export { signWebhook, verifyWebhook } from './hmac.ts'
