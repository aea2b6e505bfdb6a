import type { Conversation } from '@bellhop/core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { changeConversation, lockGuest, type Tx } from '../src/index.ts'
import { LINE, openOutbox, type Outbox } from './outbox-fixture.ts'

let outbox: Outbox

beforeAll(async () => {
  outbox = await openOutbox(inject('postgres'))
})
afterAll(() => outbox.close())

/** Ends when somebody waits for a lock on a guest. */
async function somebodyWaits(): Promise<void> {
  await expect
    .poll(
      () => outbox.prisma.$queryRaw`
        SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`,
      { timeout: 10_000 },
    )
    .toHaveLength(1)
}

test('a change is decided on what the last holder of the guest has committed (I9)', async () => {
  const guest = await outbox.checkIn()
  const seen: Conversation[] = []
  const change = (tx: Tx) =>
    changeConversation(tx, { phone: guest.phone, line: LINE, replyChatId: 'unused' }, (state) => {
      seen.push(state)
      return { state, effects: [], outcome: { type: 'done' } }
    })

  let changed: Promise<unknown> | undefined
  await outbox.prisma.$transaction(async (tx) => {
    await lockGuest(tx, guest.phone)
    changed = outbox.prisma.$transaction(change)
    // Whoever doesn't wait has read already.
    await Promise.race([somebodyWaits(), changed])
    await tx.session.update({
      where: { id: guest.sessionId },
      data: { status: 'terminated', endedAt: new Date(), endReason: 'staff' },
    })
  })
  await changed
  expect(seen).toMatchObject([{ guest: { id: guest.id }, open: null }])
})
