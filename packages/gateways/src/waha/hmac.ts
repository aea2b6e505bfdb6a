import { createHmac, timingSafeEqual } from 'node:crypto'

const SHA512_BYTES = 64

/** WAHA's `X-Webhook-Hmac`: HMAC-SHA512 of the body's exact bytes, in hex. */
export function signWebhook(raw: Buffer, key: string): string {
  return digest(raw, key).toString('hex')
}

/** Whether the signature is one of these keys' (several while a key is being changed). Takes the same time for each key. */
export function verifyWebhook(raw: Buffer, signature: string | undefined, keys: readonly string[]): boolean {
  if (signature?.length !== SHA512_BYTES * 2) return false
  // Ends at the first character that is no hex.
  const given = Buffer.from(signature, 'hex')
  if (given.length !== SHA512_BYTES) return false
  return keys.map((key) => timingSafeEqual(digest(raw, key), given)).includes(true)
}

function digest(raw: Buffer, key: string): Buffer {
  return createHmac('sha512', key).update(raw).digest()
}
