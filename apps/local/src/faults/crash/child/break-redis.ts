import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { Redis } from 'ioredis'
import { nameCommand } from '../fingerprint.ts'
import { breakAnswer } from './break-answer.ts'
import { meet } from './meet.ts'

interface Client {
  stream?: Socket
  sendCommand(command: Command, ...rest: unknown[]): unknown
  defineCommand(name: string, definition: { lua: string }): unknown
}

interface Command {
  name: string
  args: unknown[]
}

/** What opens a connection or a queue, and what only waits. */
const NO_EFFECT = new Set(['hello', 'client', 'info', 'quit', 'bzpopmin', 'hset'])

/** Each command is an effect, BullMQ's scripts by their names. One that waits for a connection and is sent again is the same. */
export function breakRedis(): void {
  const prototype = Redis.prototype as unknown as Client
  const { sendCommand, defineCommand } = prototype
  const scripts = new Map<string, string>()
  const sent = new WeakSet<Command>()

  prototype.defineCommand = function defineAndRemember(name, definition) {
    scripts.set(createHash('sha1').update(definition.lua).digest('hex'), name.split(':')[0] ?? name)
    return defineCommand.call(this, name, definition)
  }
  prototype.sendCommand = function sendOrBreak(command, ...rest) {
    const isNew = !sent.has(command) && !NO_EFFECT.has(command.name)
    sent.add(command)
    const mode = isNew ? meet(nameCommand(command.name, command.args, scripts)) : null
    if (mode !== null && this.stream !== undefined) breakAnswer(this.stream, mode)
    return sendCommand.call(this, command, ...rest)
  }
}
