import type { OutboundKind } from '@bellhop/core'
import {
  claimOutbound,
  findNextOutbound,
  newId,
  openStore,
  type NextOutbound,
  type Store,
} from '../src/index.ts'
import { createTestDatabase } from '../src/testing.ts'

export const LINE = 'default'

/** A guest with an open session on the line, who can be written to. */
export interface TestGuest {
  id: string
  phone: string
  sessionId: string
}

export type Outbox = Awaited<ReturnType<typeof openOutbox>>

let guests = 0

/** A database of its own with the verbs that the tests of the outbox need. */
export async function openOutbox(server: { adminUrl: string; template: string }) {
  const database = await createTestDatabase(server)
  const store = openStore({ databaseUrl: database.url, applicationName: 'outbox-test' })
  const { prisma } = store

  return {
    store,
    prisma,
    databaseUrl: database.url,

    async checkIn(): Promise<TestGuest> {
      const [id, checkInId, sessionId] = [newId(), newId(), newId()]
      const phone = `0812${String((guests += 1)).padStart(8, '0')}`
      await prisma.guest.create({ data: { id, phone, name: 'Sari', locale: 'id' } })
      await prisma.checkIn.create({ data: { id: checkInId, guestId: id, roomNumber: '101' } })
      await openSession(store, { sessionId, guestId: id, checkInId })
      return { id, phone, sessionId }
    },

    /** Terminates the guest's session and opens the next one. */
    async rotate(guest: TestGuest): Promise<TestGuest> {
      const { checkInId } = await prisma.session.update({
        where: { id: guest.sessionId },
        data: { status: 'terminated', endedAt: new Date(), endReason: 'expired' },
      })
      const sessionId = newId()
      await openSession(store, { sessionId, guestId: guest.id, checkInId })
      return { ...guest, sessionId }
    },

    async takeOver({ sessionId }: TestGuest): Promise<void> {
      await prisma.session.update({ where: { id: sessionId }, data: { mode: 'manual' } })
    },

    /** A message of ours that waits to leave. Gives its id. */
    async write(guest: TestGuest, kind: OutboundKind, text: string = kind): Promise<string> {
      const id = newId()
      await prisma.message.create({
        data: {
          id,
          sessionId: guest.sessionId,
          line: LINE,
          chatId: chatOf(guest),
          phone: guest.phone,
          direction: 'outbound',
          role: kind === 'staff_reply' ? 'Staff' : kind === 'agent_reply' ? 'Agent' : 'System',
          kind,
          text,
          fromMe: true,
          status: 'pending',
        },
      })
      return id
    },

    /** The echo of a message of ours, stored before anybody knew that it was one. */
    async storeEcho(guest: TestGuest, whatsappId: string, text: string): Promise<void> {
      await prisma.message.create({
        data: {
          id: newId(),
          line: LINE,
          chatId: chatOf(guest),
          phone: guest.phone,
          direction: 'outbound',
          role: 'Staff',
          kind: 'text',
          text,
          whatsappId,
          fromMe: true,
          source: 'api',
          sentAt: new Date(),
          status: 'received',
        },
      })
    },

    next: (guest: TestGuest) => findNextOutbound(prisma, { line: LINE, guestId: guest.id }),

    async see(guest: TestGuest): Promise<NextOutbound> {
      const seen = await findNextOutbound(prisma, { line: LINE, guestId: guest.id })
      if (seen === null) throw new Error('nothing of this guest waits')
      return seen
    },

    /** Claims the guest's next message. Gives its claim. */
    async claim(guest: TestGuest): Promise<{ id: string; token: string }> {
      const seen = await this.see(guest)
      const token = newId()
      const claimed = await claimOutbound(prisma, seen, token)
      if (typeof claimed === 'string') throw new Error(`not claimed: ${claimed}`)
      return { id: seen.id, token }
    },

    read: (id: string) => prisma.message.findUniqueOrThrow({ where: { id } }),

    /** Moves a claim into the past. */
    async age(id: string, seconds: number): Promise<void> {
      await prisma.$executeRaw`
        UPDATE messages SET claimed_at = claimed_at - ${seconds}::int * interval '1 s' WHERE id = ${id}::uuid`
    },

    async close(): Promise<void> {
      await store.close()
      await database.drop()
    },
  }
}

async function openSession(
  { prisma }: Store,
  { sessionId, guestId, checkInId }: { sessionId: string; guestId: string; checkInId: string },
): Promise<void> {
  const now = new Date()
  await prisma.session.create({
    data: {
      id: sessionId,
      guestId,
      checkInId,
      line: LINE,
      chatId: 'unused',
      status: 'open',
      mode: 'agent',
      startedAt: now,
      lastActivityAt: now,
    },
  })
}

function chatOf({ phone }: TestGuest): string {
  return `62${phone.slice(1)}@c.us`
}
