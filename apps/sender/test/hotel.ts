import type { OutboundKind } from '@bellhop/core'
import { newId, openStore } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'

export interface TestGuest {
  id: string
  phone: string
  chatId: string
  line: string
  checkInId: string
  sessionId: string
}

export type Hotel = Awaited<ReturnType<typeof openHotel>>

let guests = 0

/** A database of its own: the worker's side of the outbox, in verbs. */
export async function openHotel(server: { adminUrl: string; template: string }) {
  const database = await createTestDatabase(server)
  const store = openStore({ databaseUrl: database.url, applicationName: 'test' })
  const { prisma } = store

  async function openSession(guest: Omit<TestGuest, 'sessionId'>): Promise<TestGuest> {
    const [sessionId, now] = [newId(), new Date()]
    const { id: guestId, checkInId, line, chatId } = guest
    await prisma.session.create({
      data: {
        id: sessionId,
        guestId,
        checkInId,
        line,
        chatId,
        status: 'open',
        mode: 'agent',
        startedAt: now,
        lastActivityAt: now,
      },
    })
    return { ...guest, sessionId }
  }

  return {
    store,
    prisma,
    databaseUrl: database.url,

    /** A guest with an open session, who can be written to. */
    async checkIn(line: string, phone = `0812${String((guests += 1)).padStart(8, '0')}`): Promise<TestGuest> {
      const [id, checkInId] = [newId(), newId()]
      await prisma.guest.create({ data: { id, phone, name: 'Sari', locale: 'id' } })
      await prisma.checkIn.create({ data: { id: checkInId, guestId: id, roomNumber: '101' } })
      return openSession({ id, phone, chatId: `62${phone.slice(1)}@c.us`, line, checkInId })
    },

    async rotate(guest: TestGuest): Promise<TestGuest> {
      await prisma.session.update({
        where: { id: guest.sessionId },
        data: { status: 'terminated', endedAt: new Date(), endReason: 'expired' },
      })
      return openSession(guest)
    },

    async takeOver({ sessionId }: TestGuest): Promise<void> {
      await prisma.session.update({ where: { id: sessionId }, data: { mode: 'manual' } })
    },

    /** A message that waits to leave. Gives its id. */
    async write(
      guest: TestGuest,
      kind: OutboundKind,
      {
        text = kind,
        chatId = guest.chatId,
        ageMs = 0,
      }: { text?: string; chatId?: string; ageMs?: number } = {},
    ): Promise<string> {
      const id = newId()
      await prisma.message.create({
        data: {
          id,
          sessionId: guest.sessionId,
          line: guest.line,
          chatId,
          phone: guest.phone,
          direction: 'outbound',
          role: kind === 'staff_reply' ? 'Staff' : kind === 'agent_reply' ? 'Agent' : 'System',
          kind,
          text,
          fromMe: true,
          status: 'pending',
          createdAt: new Date(Date.now() - ageMs),
        },
      })
      return id
    },

    read: (id: string) => prisma.message.findUniqueOrThrow({ where: { id } }),

    async statusOf(id: string): Promise<string> {
      return (await prisma.message.findUniqueOrThrow({ where: { id } })).status
    },

    /** Lets time pass: every backoff is over, and what may have left keeps nobody back any more. */
    async passTime(line: string): Promise<void> {
      await prisma.$executeRaw`
        UPDATE messages SET next_attempt_at = NULL WHERE line = ${line}::text AND status = 'pending'`
      await prisma.$executeRaw`
        UPDATE messages SET claimed_at = claimed_at - interval '601 s'
        WHERE line = ${line}::text AND status = 'unknown'`
    },

    async close(): Promise<void> {
      await store.close()
      await database.drop()
    },
  }
}
