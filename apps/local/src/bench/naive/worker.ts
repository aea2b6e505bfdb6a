import { newId, PrismaClient } from '@bellhop/store'
import { PrismaPg } from '@prisma/adapter-pg'
import { Queue, Worker, type Job } from 'bullmq'
import { queueSettings } from '../bare/queue-settings.ts'
import { serveParent } from '../child/serve-parent.ts'

const CONCURRENCY = 20
const IDLE_LIMIT_MS = 30 * 60_000
const REPLY = 'We have received your message. One moment, please: we will answer you shortly.'

interface Webhook {
  session: string
  payload: { id: string; from: string; body: string; timestamp: number }
}

/** One transaction for each message: find the guest, the stay and the session, create what is missing, and then add the reply's job. */
serveParent({
  async start({ redisUrl, databaseUrl }: { redisUrl: string; databaseUrl: string }) {
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) })
    const settings = queueSettings(redisUrl, 'naive')
    const outgoing = new Queue('outgoing', settings)

    async function handle({ data: { session: line, payload } }: Job<Webhook>): Promise<void> {
      const { from: chatId, body: text, id, timestamp } = payload
      const phone = chatId.replace(/^62(\d+)@.*$/, '0$1')
      const sentAt = new Date(timestamp * 1000)
      const replyId = await prisma.$transaction(async (tx) => {
        const guest = await tx.guest.findUnique({ where: { phone } })
        if (guest === null) return null
        const checkIn = await tx.checkIn.findFirst({ where: { guestId: guest.id, status: 'active' } })
        if (checkIn === null) return null
        let session = await tx.session.findFirst({ where: { guestId: guest.id, line, status: 'open' } })
        if (session !== null && sentAt.getTime() - session.lastActivityAt.getTime() > IDLE_LIMIT_MS) {
          const ended = { status: 'terminated', endedAt: sentAt, endReason: 'expired' } as const
          await tx.session.update({ where: { id: session.id }, data: ended })
          session = null
        }
        session ??= await tx.session.create({
          data: {
            id: newId(),
            guestId: guest.id,
            checkInId: checkIn.id,
            line,
            chatId,
            status: 'open',
            mode: 'agent',
            startedAt: sentAt,
            lastActivityAt: sentAt,
          },
        })
        const common = { sessionId: session.id, line, chatId, phone }
        await tx.message.create({
          data: {
            ...common,
            id: newId(),
            direction: 'inbound',
            role: 'User',
            kind: 'text',
            text,
            whatsappId: id.split('_')[2] ?? id,
            fromMe: false,
            sentAt,
            status: 'applied',
          },
        })
        await tx.session.update({ where: { id: session.id }, data: { lastActivityAt: sentAt } })
        const reply = await tx.message.create({
          data: {
            ...common,
            id: newId(),
            direction: 'outbound',
            role: 'System',
            kind: 'auto_reply',
            text: REPLY,
            fromMe: true,
            status: 'pending',
          },
        })
        return reply.id
      })
      if (replyId !== null) await outgoing.add('send', { messageId: replyId })
    }

    const worker = new Worker('incoming', handle, { ...settings, concurrency: CONCURRENCY })
    await worker.waitUntilReady()
  },
})
