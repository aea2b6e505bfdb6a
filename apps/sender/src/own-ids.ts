import { randomUUID } from 'node:crypto'
import type { WahaClient } from '@bellhop/gateways/waha'
import { within, type Logger } from '@bellhop/runtime'

/** How long an answer of WAHA's counts: a new version may say otherwise. */
const ASKED_EVERY_MS = 5 * 60_000
/** How long a line is not asked that did not keep what it had said. */
const DISTRUST_MS = 60 * 60_000
/** A message doesn't wait any longer for a name. */
const ASK_MS = 2_000

/** WhatsApp ids of our own choice: where WAHA takes them, a message that is sent again is the same message. */
export interface OwnIds {
  /** A new id; null where WAHA chooses, and while it can't be asked. */
  next(line: string): Promise<string | null>
  /**
   * Whether WAHA has been seen to send under such an id, and says now that it would. Only then it is safe to send again under
   * one: since then it may have become another version, or another engine.
   */
  areTaken(line: string): Promise<boolean>
  /** What a message is called that was to be `ownId`. */
  learn(line: string, ownId: string, whatsappId: string): void
}

export function createOwnIds(waha: Pick<WahaClient, 'newMessageId'>, log: Logger): OwnIds {
  const answers = new Map<string, { takes: Promise<boolean>; until: number }>()
  const proven = new Set<string>()

  function ask(line: string): Promise<boolean> {
    const known = answers.get(line)
    if (known !== undefined && known.until > performance.now()) return known.takes
    const takes = waha.newMessageId(line).then((id) => id !== null)
    answers.set(line, { takes, until: performance.now() + ASKED_EVERY_MS })
    takes.then(
      (does) => does || proven.delete(line),
      // Not now: the next message asks again.
      () => answers.get(line)?.takes === takes && answers.delete(line),
    )
    return takes
  }

  function distrust(line: string, forMs: number): void {
    proven.delete(line)
    answers.set(line, { takes: Promise.resolve(false), until: performance.now() + forMs })
  }

  return {
    async next(line) {
      try {
        return (await within(ASK_MS, ask(line))) ? newOwnId() : null
      } catch (err) {
        log.debug({ err, line }, 'could not ask whether WAHA takes ids')
        return null
      }
    },

    async areTaken(line) {
      if (!proven.has(line)) return false
      try {
        const takes = (await within(ASK_MS, waha.newMessageId(line))) !== null
        if (!takes) distrust(line, ASKED_EVERY_MS)
        return takes
      } catch (err) {
        log.debug({ err, line }, 'could not ask whether WAHA still takes ids')
        return false
      }
    },

    learn(line, ownId, whatsappId) {
      if (ownId === whatsappId) {
        proven.add(line)
        return
      }
      distrust(line, DISTRUST_MS)
      log.warn({ line }, 'WAHA did not take the id of a message and is not given any for a while')
    },
  }
}

/** As WhatsApp's web clients make them. Node makes UUIDs of random bytes that it has in store: to ask for eight takes several times as long. */
function newOwnId(): string {
  return `3EB0${randomUUID().replaceAll('-', '').slice(-16).toUpperCase()}`
}
