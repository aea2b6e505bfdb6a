import { newId, openStore, type Prisma } from '@bellhop/store'
import type { Local } from '../build-local.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const GUEST = '+61412345678'
/** How many messages guests wrote in each of the last hours, the newest first; each has an answer after some minutes. */
const HOURS = [0, 3, 6, 9, 5, 4, 7, 12, 8, 3, 2, 0, 0, 1, 0, 0, 0, 1, 2, 4, 6, 8, 5]

type Row = Prisma.MessageCreateManyInput

/** Writes the day before into the database, and what needs a hand. */
export async function fillTheDayBefore({ hotel }: Local): Promise<void> {
  const { prisma, close } = openStore({ databaseUrl: hotel.env['DATABASE_URL'] ?? '' })
  const checkIn = await prisma.checkIn.findFirstOrThrow({ where: { guest: { phone: GUEST } } })
  const at = (hoursAgo: number, minute = 0) =>
    new Date(Date.now() - hoursAgo * HOUR_MS + minute * MINUTE_MS - HOUR_MS / 2)
  const chatId = `${GUEST.slice(1)}@c.us`
  const session = await prisma.session.create({
    data: {
      id: newId(),
      guestId: checkIn.guestId,
      checkInId: checkIn.id,
      line: 'default',
      chatId,
      status: 'terminated',
      mode: 'manual',
      startedAt: at(24),
      lastActivityAt: at(1),
      endedAt: at(1, 20),
      endReason: 'staff',
    },
  })
  const base = { sessionId: session.id, line: 'default', chatId, phone: GUEST }
  const wrote = (text: string, sentAt: Date, facts: Partial<Row> = {}): Row => ({
    ...base,
    id: newId(),
    direction: 'inbound',
    role: 'User',
    kind: 'text',
    text,
    whatsappId: newId(),
    fromMe: false,
    status: 'applied',
    sentAt,
    createdAt: sentAt,
    ...facts,
  })
  const answered = (text: string, sentAt: Date, facts: Partial<Row> = {}): Row =>
    wrote(text, sentAt, {
      direction: 'outbound',
      role: 'Staff',
      kind: 'staff_reply',
      fromMe: true,
      status: 'read',
      ...facts,
    })
  const talk = HOURS.map((count, hoursAgo) =>
    Array.from({ length: count }, (_, one) => [
      wrote('May I ask something?', at(hoursAgo, one * 2)),
      answered('Of course.', at(hoursAgo, one * 2 + 1 + ((hoursAgo * 7) % 5))),
    ]).flat(),
  )
    .toReversed()
    .flat()
  const failed = { status: 'failed', error: 'not_arrived' } as const
  await prisma.message.createMany({
    data: [
      ...talk,
      answered('The taxi is booked for six.', at(8, 5), failed),
      answered('Breakfast is until ten.', at(8, 6), failed),
      // It was sent again once: from then on only staff decide.
      answered('Your room is ready from noon. We keep your luggage until then.', at(0, 3), {
        status: 'unknown',
        error: 'timeout',
        whatsappId: null,
        sentAt: null,
        attempts: 2,
        resends: 1,
        claimToken: newId(),
        claimedAt: at(0, 4),
      }),
      wrote('Could we stay one more night?', at(2, 10), {
        status: 'set_aside',
        sessionId: null,
        attempts: 5,
        error: 'PrismaClientKnownRequestError P2010 23514 messages_kind_check',
      }),
    ],
  })
  const raw = {
    event: 'message.any',
    session: 'default',
    payload: { id: 'false_x', reaction: { text: '😊' } },
  }
  await prisma.quarantinedEvent.createMany({
    data: [
      ['payload.reaction.messageId', JSON.stringify(raw)],
      ['malformed JSON', '{"event": "message", "session": "default", "payl'],
    ].map(([reason = '', content = '']) => ({
      id: newId(),
      eventKey: `default_unreadable_${newId()}`,
      raw: new Uint8Array(Buffer.from(content)),
      reason,
      line: 'default',
    })),
  })
  await close()
}
