import { PrismaClient } from '@bellhop/store'
import { PrismaPg } from '@prisma/adapter-pg'
import { Worker, type Job } from 'bullmq'
import { queueSettings } from '../bare/queue-settings.ts'
import { serveParent } from '../child/serve-parent.ts'

const CONCURRENCY = 20

/** Reads the message, posts it, and writes down that it was sent. */
serveParent({
  async start({
    redisUrl,
    databaseUrl,
    wahaUrl,
  }: {
    redisUrl: string
    databaseUrl: string
    wahaUrl: string
  }) {
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) })

    async function handle({ data: { messageId } }: Job<{ messageId: string }>): Promise<void> {
      const message = await prisma.message.findUniqueOrThrow({ where: { id: messageId } })
      const answer = await fetch(`${wahaUrl}/api/sendText`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ session: message.line, chatId: message.chatId, text: message.text }),
      })
      const { id } = (await answer.json()) as { id: string }
      await prisma.message.update({
        where: { id: messageId },
        data: { status: 'sent', sentAt: new Date(), whatsappId: id },
      })
    }

    const settings = queueSettings(redisUrl, 'naive')
    const worker = new Worker('outgoing', handle, { ...settings, concurrency: CONCURRENCY })
    await worker.waitUntilReady()
  },
})
