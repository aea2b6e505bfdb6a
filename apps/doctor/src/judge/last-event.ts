import type { LineSession } from '@bellhop/gateways/waha'
import type { Seen } from '../look.ts'
import { fail, ok, skipped, warn, type Finding } from '../report.ts'
import { isOurPath } from '../webhook-url.ts'

/** How long ago a line's last event came, in ms; null if none ever did. */
export type LastEvent = number | null

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const LONG_MS = 24 * HOUR_MS

/** The only evidence for the whole way from WhatsApp to Postgres. */
export function judgeLastEvent({ webhooks }: LineSession, lastEvent: Seen<LastEvent>): Finding {
  const name = 'last event'
  if ('failed' in lastEvent) return skipped(name, 'Postgres could not be asked')
  const ageMs = lastEvent.seen
  const hasOwn = webhooks.some(({ url }) => url !== null && isOurPath(url))
  if (ageMs === null) {
    const remedy = "Write to the hotel's number from another phone, and ask again."
    return hasOwn
      ? warn(name, 'none has come yet', remedy)
      : fail(name, 'none has ever come, and the session has no webhook of its own', remedy)
  }
  const found = `came ${showAge(ageMs)}`
  return ageMs <= LONG_MS
    ? ok(name, found)
    : warn(name, found, "If that is not because nobody wrote: restart the session, and look into WAHA's log.")
}

function showAge(ageMs: number): string {
  if (ageMs < MINUTE_MS) return 'just now'
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`
  return ageMs < 2 * LONG_MS
    ? `${Math.floor(ageMs / HOUR_MS)} h ago`
    : `${Math.floor(ageMs / LONG_MS)} days ago`
}
