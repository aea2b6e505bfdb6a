import type { PoolClient } from 'pg'
import { createDirect, type Queryable, type Runner } from './direct.ts'

/**
 * A connection on which nothing waits for the answers to what was asked before. Postgres works statements off in their order, each with
 * a view of its own, and what is asked in one turn reaches it in one write: a lock and what is read under it are one way there and back.
 */
export interface Pipeline extends Queryable {
  begin(): Promise<void>
  /** Fails if something before it in the transaction has: then nothing is kept. */
  commit(): Promise<void>
}

/** Gives `work` the connection, and gives it back when all that was asked is answered. A transaction that was left open is rolled back. */
export async function runPipeline<T>(
  client: PoolClient,
  nameOf: (text: string) => string,
  work: (pipeline: Pipeline) => Promise<T>,
): Promise<T> {
  // When it breaks, so does all that was asked there.
  const onError = (): void => {}
  client.on('error', onError)
  const asked: Promise<unknown>[] = []
  const runner: Runner = {
    query(config) {
      gatherWrites(client)
      const answer = client.query(config)
      asked.push(answer)
      return answer
    },
  }
  const run = async (text: string): Promise<void> => {
    const { command } = await runner.query({ text })
    if (command !== text) throw new Error(`Postgres answered ${text} with ${command}`)
  }
  try {
    return await work({
      begin: () => run('BEGIN'),
      commit: () => run('COMMIT'),
      ...createDirect(runner, nameOf),
    })
  } finally {
    await Promise.allSettled(asked)
    await giveBack(client)
    client.off('error', onError)
  }
}

/** Until the end of this turn. */
function gatherWrites({ connection: { stream } }: PoolClient): void {
  stream.cork()
  process.nextTick(() => stream.uncork())
}

async function giveBack(client: PoolClient): Promise<void> {
  try {
    if (client.getTransactionStatus() !== 'I') await client.query('ROLLBACK')
    client.release()
  } catch {
    client.release(true)
  }
}
