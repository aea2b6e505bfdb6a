// A door of its own: who only takes webhooks needs none of the HTTP clients, which are a sixth of its memory.
export { classifyWebhook, type Fate } from '../classify-webhook.ts'
export { verifyWebhook } from '../hmac.ts'
