import { createHash, randomBytes } from 'node:crypto'

const PREFIX = 'bellhop_'
const KEY_BYTES = 32

/** A new key. Its prefix tells people, and those who look for leaked secrets, what it is. */
export function createApiKeyText(): string {
  return `${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`
}

/** Whether it may be a key that was made here, so that it is worth looking for. */
export function isMadeKey(key: string): boolean {
  return key.startsWith(PREFIX)
}

/** What is kept of a key. A fast hash does: there is nothing to guess about 32 random bytes. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
