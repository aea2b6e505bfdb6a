import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Rig } from '../rig/open-rig.ts'
import type { Happening } from './expected.ts'
import type { RunGuest } from './guest.ts'
import type { Step } from './scenarios.ts'

const MINUTE_MS = 60_000
const LINE = 'default'
const REPEAT_MS = 100
const ANSWER_MS = 5_000

/** What a step came to: what the rules are to be told, and the WhatsApp ids that were answered with 200. */
export interface Acted {
  happening: Happening | null
  accepted: string[]
}

/** Does one step, and insists like WAHA and like a browser: ends when it was answered. */
export async function act(rig: Rig, guest: RunGuest, step: Step): Promise<Acted> {
  const { waha } = rig
  switch (step.type) {
    case 'guest-writes':
      return writeAsGuest(rig, guest, step)
    case 'staff-write': {
      const { text, on } = step
      if (on === 'console') {
        await replyAsStaff(rig, guest, text)
        return { happening: { type: 'staff-wrote', text, at: Date.now(), on }, accepted: [] }
      }
      const { id, sentAt, delivered } = await waha.guest(guest.digits).isAnsweredByStaff(text)
      return { happening: { type: 'staff-wrote', text, at: sentAt, on }, accepted: delivered ? [id] : [] }
    }
    case 'line':
      await insist(rig, `/api/lines/${LINE}/${step.is === 'paused' ? 'pause' : 'resume'}`, {})
      return { happening: { type: 'line', is: step.is }, accepted: [] }
    case 'lose-answer':
      waha.faults.sendText.next(step.fault)
      return { happening: null, accepted: [] }
  }
}

async function writeAsGuest(
  { waha }: Rig,
  { digits }: RunGuest,
  { text, minutesAgo = 0, copies = 1 }: Extract<Step, { type: 'guest-writes' }>,
): Promise<Acted> {
  const id = randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()
  const at = Date.now() - minutesAgo * MINUTE_MS
  const writing = waha.guest(digits).writes(text, { id, at })
  const again = Array.from({ length: copies - 1 }, () => waha.emitAgain(id))
  const { sentAt, delivered } = await writing
  const repeated = await Promise.all(again)
  const isAccepted = delivered || repeated.includes(true)
  return { happening: { type: 'guest-wrote', text, at: sentAt }, accepted: isAccepted ? [id] : [] }
}

async function replyAsStaff(rig: Rig, { guest }: RunGuest, text: string): Promise<void> {
  const session = await rig.store.prisma.session.findFirst({
    where: { guestId: guest.id },
    orderBy: { startedAt: 'desc' },
  })
  await insist(rig, `/api/sessions/${session?.id}/messages`, { text, role: 'Staff' })
}

/** The same request, with the same key, until it is answered. */
async function insist({ apps, apiKey }: Rig, path: string, body: object): Promise<void> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  }
  for (;;) {
    const request = {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    }
    const status = await fetch(`${apps.console[0]?.url}${path}`, request).then(
      (answer) => answer.status,
      () => null,
    )
    if (status !== null && status < 400) return
    if (status !== null && status < 500) throw new Error(`the console answers ${status} to POST ${path}`)
    await sleep(REPEAT_MS)
  }
}
