import { newId, openStore, type Prisma } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'
import { inject } from 'vitest'

export const LINE = 'default'

export interface StoredGuest {
  id: string
  checkInId: string
  phone: string
  chatId: string
}

export type StoredHotel = Awaited<ReturnType<typeof openStoredHotel>>

/** A database of its own without any queue: for what reads and writes Postgres alone. */
export async function openStoredHotel() {
  const database = await createTestDatabase(inject('postgres'))
  const store = openStore({ databaseUrl: database.url })
  const { prisma } = store
  let guests = 0

  return {
    store,
    prisma,

    /** Somebody with a number of his own who stays in a room. */
    async checkIn(): Promise<StoredGuest> {
      const [id, checkInId, digits] = [newId(), newId(), `62812${String((guests += 1)).padStart(8, '0')}`]
      const phone = `0${digits.slice(2)}`
      await prisma.guest.create({ data: { id, phone, name: 'Sari', locale: 'id' } })
      const stay = { roomNumber: '101', checkedInAt: new Date('2020-01-01') }
      await prisma.checkIn.create({ data: { id: checkInId, guestId: id, ...stay } })
      return { id, checkInId, phone, chatId: `${digits}@c.us` }
    },

    /** A session that the agent has. Gives its id. */
    async openSession(
      { id: guestId, checkInId, chatId }: StoredGuest,
      facts: Partial<Prisma.SessionUncheckedCreateInput> = {},
    ): Promise<string> {
      const [id, now] = [newId(), new Date()]
      const state = { status: 'open', mode: 'agent', startedAt: now, lastActivityAt: now } as const
      await prisma.session.create({
        data: { id, guestId, checkInId, line: LINE, chatId, ...state, ...facts },
      })
      return id
    },

    /** A guest's message that is stored and waits to be applied, unless it is said otherwise. Gives its id. */
    async write(
      { phone, chatId }: StoredGuest,
      facts: Partial<Prisma.MessageUncheckedCreateInput> = {},
    ): Promise<string> {
      const id = newId()
      const guests = { direction: 'inbound', role: 'User', kind: 'text', fromMe: false } as const
      const words = { text: 'is breakfast included?', whatsappId: id, sentAt: new Date() }
      await prisma.message.create({
        data: { id, line: LINE, chatId, phone, ...guests, ...words, status: 'received', ...facts },
      })
      return id
    },

    read: (id: string) => prisma.message.findUniqueOrThrow({ where: { id } }),

    async replies({ phone }: StoredGuest): Promise<string[]> {
      const rows = await prisma.message.findMany({
        where: { phone, direction: 'outbound' },
        orderBy: { seq: 'asc' },
      })
      return rows.map(({ kind }) => kind)
    },

    async close(): Promise<void> {
      await store.close()
      await database.drop()
    },
  }
}
