import { randomBytes } from 'node:crypto'

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** `evt_` and a lower-case ULID, as WAHA makes them. */
export function newEventId(now: number): string {
  return `evt_${timePart(now)}${randomPart(16)}`
}

/** The bare id of a message: `3EB0...` as web clients make them, `3A...` as iPhones do. */
export function newWhatsappId(by: 'web' | 'phone'): string {
  const prefix = by === 'web' ? '3EB0' : '3A'
  return prefix + randomBytes(10).toString('hex').toUpperCase().slice(prefix.length)
}

/** WAHA's X-Webhook-Request-Id: opaque. */
export function newRequestId(): string {
  return randomPart(18)
}

function timePart(now: number): string {
  let rest = now
  let part = ''
  for (let digit = 0; digit < 10; digit++) {
    part = CROCKFORD.charAt(rest % 32) + part
    rest = Math.floor(rest / 32)
  }
  return part
}

function randomPart(length: number): string {
  return Array.from(randomBytes(length), (byte) => CROCKFORD.charAt(byte % 32)).join('')
}
