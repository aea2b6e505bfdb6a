import {
  openInboundProducer,
  prepareQueue,
  QueueUnavailableError,
  type InboundProducer,
} from '@bellhop/queue'
import { every, type Logger } from '@bellhop/runtime'

const LOOK_AGAIN_MS = 2000

export interface OpenQueueOptions {
  queueUrl: string
  prefix?: string
  log: Logger
}

/**
 * Opens the queue, which may be away. It counts as ready only when it was seen to keep what it is given; one that is
 * there and doesn't is an error.
 */
export async function openQueue(options: OpenQueueOptions): Promise<InboundProducer> {
  const { queueUrl, log } = options
  let isPrepared = await prepares(queueUrl, log)
  const producer = await openInboundProducer(options)
  const lookout = every(
    LOOK_AGAIN_MS,
    async () => {
      isPrepared ||= await prepares(queueUrl, log)
    },
    (err) => log.error({ err }, 'the queue cannot be used as it is'),
  )
  return {
    ...producer,
    isReady: () => isPrepared && producer.isReady(),
    async ping() {
      await producer.ping()
      if (!isPrepared) throw new QueueUnavailableError('not-prepared')
    },
    async close() {
      await lookout.stop()
      await producer.close()
    },
  }
}

async function prepares(queueUrl: string, log: Logger): Promise<boolean> {
  try {
    await prepareQueue(queueUrl, log)
    return true
  } catch (error) {
    if (error instanceof QueueUnavailableError) return false
    throw error
  }
}
