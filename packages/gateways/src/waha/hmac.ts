import { createHmac, timingSafeEqual } from 'node:crypto'

const SHA512_HEX = /^[0-9a-f]{128}$/i

/** WAHA's `X-Webhook-Hmac`: HMAC-SHA512 of the body's exact bytes, in hex. */
export function signWebhook(raw: Buffer, key: string): string {
  return digest(raw, key).toString('hex')
}

/** Whether the signature is one of these keys' (several while a key is being changed). Takes the same time for each key. */
export function verifyWebhook(raw: Buffer, signature: string | undefined, keys: readonly string[]): boolean {
  if (signature === undefined || !SHA512_HEX.test(signature)) return false
  const given = Buffer.from(signature, 'hex')
  return keys.map((key) => timingSafeEqual(digest(raw, key), given)).includes(true)
}

function digest(raw: Buffer, key: string): Buffer {
  return createHmac('sha512', key).update(raw).digest()
}
