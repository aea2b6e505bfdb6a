import type { Socket } from 'node:net'
import pg from 'pg'
import { nameStatement } from '../fingerprint.ts'
import { breakAnswer } from './break-answer.ts'
import { meet } from './meet.ts'

interface Client {
  connection: { stream: Socket }
}

type Query = (this: Client, config: string | { text?: string }, ...rest: unknown[]) => unknown

/** Each statement is an effect; a COMMIT is that of the statement before it. BEGIN and ROLLBACK are none. */
export function breakPostgres(): void {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const query = prototype.query
  /** The newest statement of each transaction. */
  const open = new WeakMap<Client, string>()
  prototype.query = function queryOrBreak(config, ...rest) {
    const text = (typeof config === 'string' ? config : config.text) ?? ''
    if (text === 'BEGIN') open.set(this, '')
    if (text === 'ROLLBACK') open.delete(this)
    if (text === 'BEGIN' || text === 'ROLLBACK') return query.call(this, config, ...rest)
    const mode = meet(nameOf(this, text))
    if (mode !== null) breakAnswer(this.connection.stream, mode)
    return query.call(this, config, ...rest)
  }

  function nameOf(client: Client, text: string): string {
    const before = open.get(client)
    if (before === undefined) return `postgres ${nameStatement(text)}`
    if (text !== 'COMMIT') {
      open.set(client, nameStatement(text))
      return `postgres in transaction ${nameStatement(text)}`
    }
    open.delete(client)
    return `postgres COMMIT of ${before}`
  }
}
