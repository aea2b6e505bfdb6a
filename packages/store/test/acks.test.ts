import type { AckStatus } from '@bellhop/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { settleSent } from '../src/index.ts'
import { guestMessage, keeper, ownMessage, update } from './event-fixture.ts'
import { openOutbox, type Outbox } from './outbox-fixture.ts'

/** From the lowest: WhatsApp's own failure counts only while nothing better is known. */
const RANKS: AckStatus[] = ['pending', 'sent', 'failed', 'delivered', 'read', 'played']

let outbox: Outbox
let keep: ReturnType<typeof keeper>

beforeAll(async () => {
  outbox = await openOutbox(inject('postgres'))
  keep = keeper(outbox.store)
})
afterAll(() => outbox.close())

/** A message of ours on its way, and what WhatsApp may tell of it. */
async function onItsWay() {
  const guest = await outbox.checkIn()
  const id = await outbox.write(guest, 'welcome')
  const claim = await outbox.claim(guest)
  const name = ownMessage({ chatId: '188812345678901@lid', phone: null })
  return {
    id,
    settle: () => settleSent(outbox.store, { ...claim, whatsappId: name.whatsappId }),
    ack: (ack: AckStatus) => update(name, 'ack', { ack }),
  }
}

test('acks only ever raise a status, in any order, in any batches and before our own answer', async () => {
  const told = fc.array(fc.record({ ack: fc.constantFrom(...RANKS), starts: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(told, fc.nat(6), async (acks, answeredAfter) => {
      const { id, settle, ack } = await onItsWay()
      const batches: ReturnType<typeof ack>[][] = []
      for (const { ack: status, starts } of acks) {
        if (starts || batches.length === 0) batches.push([])
        batches.at(-1)?.push(ack(status))
      }
      for (const [index, batch] of batches.entries()) {
        if (index === answeredAfter) await settle()
        await keep(...batch)
      }
      if (answeredAfter >= batches.length) await settle()

      const best = Math.max(1, ...acks.map(({ ack: status }) => RANKS.indexOf(status)))
      expect(await outbox.read(id)).toMatchObject({ status: RANKS[best] })
    }),
    { numRuns: 60 },
  )
})

test('acks of a guest’s message move nothing', async () => {
  const message = guestMessage({ chatId: '6281234567890@c.us', phone: '081234567890' })
  await keep(message, update(message, 'ack', { ack: 'read' }))
  const row = await outbox.prisma.message.findFirst({ where: { whatsappId: message.whatsappId } })
  expect(row).toMatchObject({ status: 'received' })
})
