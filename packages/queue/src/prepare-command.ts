import { prepareQueue } from './prepare-queue.ts'

/** Half of `npm run db:migrate`: brings the queue of QUEUE_URL to what Bellhop needs, or says what it lacks. */
const queueUrl = process.env['QUEUE_URL']
const log = (fields: object, sentence: string) => console.log(sentence, fields)
try {
  if (queueUrl) await prepareQueue(queueUrl, { info: log, warn: log, error: log })
  console.log(queueUrl ? 'the queue is ready' : 'QUEUE_URL is not set: no queue was prepared')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
