import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  BUILT_IN_OPERATOR_ID,
  eraseRows,
  listAudit,
  noteAudit,
  retentionSteps,
  type Traces,
} from '../src/index.ts'
import { openOutbox, type Outbox, type TestGuest } from './outbox-fixture.ts'

const DAY = 86_400_000
const ADMIN = { kind: 'operator', id: BUILT_IN_OPERATOR_ID, name: 'admin' } as const
const NEWEST = { limit: 50, before: null, sessionId: null, actorId: null }

let outbox: Outbox

beforeAll(async () => {
  outbox = await openOutbox(inject('postgres'))
})
afterAll(() => outbox.close())

/** Everything that may be done to a guest, done. */
async function serve(guest: TestGuest) {
  const { sessionId } = guest
  const { checkInId } = await outbox.prisma.session.findUniqueOrThrow({ where: { id: sessionId } })
  const messageId = await outbox.write(guest, 'staff_reply')
  await noteAudit(outbox.prisma, ADMIN, { action: 'checked_in', checkInId })
  await noteAudit(outbox.prisma, ADMIN, { action: 'took_over', sessionId })
  await noteAudit(outbox.prisma, ADMIN, {
    action: 'replied',
    sessionId,
    messageId,
    detail: { role: 'Staff' },
  })
  return { checkInId, sessionId, messageId }
}

const idsOf = async () =>
  (await listAudit(outbox.store, NEWEST)).items.flatMap(({ sessionId, checkInId, messageId }) =>
    [sessionId, checkInId, messageId].filter((id) => id !== null),
  )

describe('what was done to a guest', () => {
  test('stays when the guest is erased, and says nothing any more of whom it was', async () => {
    const [guest, other] = [await outbox.checkIn(), await outbox.checkIn()]
    const erased = await serve(guest)
    const kept = await serve(other)
    expect(await idsOf()).toEqual(expect.arrayContaining([...Object.values(erased), ...Object.values(kept)]))

    await eraseRows(outbox.store, tracesOf(guest), new Date())
    const ids = await idsOf()
    for (const id of Object.values(erased)) expect(ids).not.toContain(id)
    expect(ids).toEqual(expect.arrayContaining(Object.values(kept)))
    const rows = await outbox.prisma.$queryRaw<{ row: string }[]>`SELECT a::text AS row FROM audit_events a`
    expect(rows).toHaveLength(6)
    for (const word of [guest.phone, guest.id, 'Sari', ...Object.values(erased)])
      expect(rows.map(({ row }) => row).join('\n')).not.toContain(word)
  })

  test('stays without its ids when what they name is too old to be kept', async () => {
    const guest = await outbox.checkIn()
    const { messageId } = await serve(guest)
    const then = new Date(Date.now() - 100 * DAY)
    await outbox.prisma.message.update({
      where: { id: messageId },
      data: { status: 'read', sentAt: then, createdAt: then },
    })
    await outbox.prisma.session.update({
      where: { id: guest.sessionId },
      data: { status: 'terminated', endedAt: then, endReason: 'staff', lastActivityAt: then },
    })
    const keptSince = new Date(Date.now() - 30 * DAY)
    const before = (await listAudit(outbox.store, NEWEST)).items.length
    for (const step of [retentionSteps.messages, retentionSteps.sessions])
      await outbox.prisma.$transaction((tx) => step(tx, { keptSince, openKeptSince: keptSince }, 100))
    expect(await idsOf()).not.toContain(messageId)
    expect(await idsOf()).not.toContain(guest.sessionId)
    expect((await listAudit(outbox.store, NEWEST)).items).toHaveLength(before)
  })
})

function tracesOf({ phone }: TestGuest): Traces {
  const none = () => new Set<string>()
  return {
    phone,
    chatIds: none(),
    guestIds: none(),
    sessionIds: none(),
    messageIds: none(),
    whatsappIds: none(),
  }
}
