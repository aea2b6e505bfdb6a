import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openBoardQueues, openDoorbells, openLineControls, prepareQueue } from '@bellhop/queue'
import { compose, createLogger } from '@bellhop/runtime'
import {
  BUILT_IN_OPERATOR_ID,
  createOperator,
  newId,
  openStore,
  type OperatorRecord,
  type OperatorRole,
  type Store,
} from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'
import { inject } from 'vitest'

import { hashPassword } from '../src/access/password-hash.ts'
import { buildConsole } from '../src/build-console.ts'
import type { ConsoleConfig } from '../src/config.ts'

export const PASSWORD = 'open sesame please'
/** Of every operator that a test makes. */
export const OWN_PASSWORD = 'sandi milik sendiri'
export const API_KEY = 'key-of-the-agent-router'

export type RunningConsole = Awaited<ReturnType<typeof runConsole>>

/** A console on real servers with a database and a queue prefix of its own, and what a test needs to talk to it. */
export async function runConsole() {
  const clock = { offsetMs: 0 }
  return compose(async (defer) => {
    const lines: string[] = []
    const log = createLogger({
      name: 'console',
      level: 'trace',
      pretty: false,
      destination: { write: (line) => void lines.push(line) },
    })
    const database = await createTestDatabase(inject('postgres'))
    defer(() => database.drop())
    const queueUrl = inject('redis') ?? database.url
    await prepareQueue(queueUrl, log)

    const mediaDir = await mkdtemp(join(tmpdir(), 'bellhop-media-'))
    defer(() => rm(mediaDir, { recursive: true, force: true }))
    const queue = { queueUrl, log, prefix: `test-${randomUUID()}` }
    const store = openStore({ databaseUrl: database.url })
    defer(() => store.close())
    const doorbells = await openDoorbells(queue)
    defer(() => doorbells.close())
    const lineControls = await openLineControls(queue)
    defer(() => lineControls.close())
    const board = await openBoardQueues({ ...queue, lines: ['default', 'spa'] })
    defer(() => board.close())

    const config: ConsoleConfig = {
      port: 0,
      host: '127.0.0.1',
      logLevel: 'trace',
      databaseUrl: database.url,
      queueUrl,
      lines: ['default', 'spa'],
      homeCountry: '62',
      idleLimitMs: 30 * 60_000,
      mediaDir,
      manualReturnAfterMs: 30 * 60_000,
      staleAfterMs: 30 * 60_000,
      lineSilenceAlertMs: 6 * 3_600_000,
      firstReplyTargetMs: 5 * 60_000,
      password: PASSWORD,
      sessionSecret: 'a secret of at least thirty-two letters',
      apiKeys: ['key-of-somebody-else', API_KEY],
    }
    const parts = { log, store, doorbells, lineControls, board, now: () => Date.now() + clock.offsetMs }
    const app = await buildConsole(config, parts)
    defer(() => app.close())

    const request = (path: string, init: RequestInit = {}) =>
      fetch(`${app.url}${path}`, { redirect: 'manual', ...init })
    return {
      url: app.url,
      config,
      queueOptions: queue,
      parts,
      store,
      queues: board.queues,
      /** How the queue of a line is. */
      lineState: (line: string) => lineControls.state(line),
      logged: () => lines.join(''),
      /** Moves the console's clock, not the database's. */
      passTime: (ms: number) => void (clock.offsetMs += ms),
      request,
      /** The built-in operator without a name. Each login comes from an address of its own: those of one are counted. */
      login: (who: { name?: string; password?: string } = {}) => login(request, app.url, who),
      /** Makes an operator of that role. */
      operator: (role: OperatorRole) => makeOperator(store, role),
      /** Calls the API: with a key, unless the headers say who calls. */
      api: async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
        const response = await request(`/api${path}`, {
          method,
          headers: {
            ...(headers['cookie'] === undefined && { authorization: `Bearer ${API_KEY}` }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        return { status: response.status, headers: response.headers, body: await readJson(response) }
      },
    }
  })
}

let addresses = 0
let operators = 0
/** By one hash for all: it takes long to make. */
let ownHash: Promise<string> | undefined

async function makeOperator(store: Store, role: OperatorRole): Promise<OperatorRecord> {
  ownHash ??= hashPassword(OWN_PASSWORD)
  const name = `${role}-${(operators += 1)}`
  const by = { kind: 'operator', id: BUILT_IN_OPERATOR_ID, name: 'admin' } as const
  const operator = { name, displayName: name.toUpperCase(), role, passwordHash: await ownHash }
  const made = await createOperator(store, by, operator)
  if (made === null) throw new Error('an operator of that name is there already')
  return made
}

/** The headers of the requests of a page. */
export type Login = Record<'cookie' | 'origin', string>

/** Logs in as the page does. Gives the headers of the page's further requests. */
async function login(
  request: (path: string, init?: RequestInit) => Promise<Response>,
  origin: string,
  { name = '', password = name === '' ? PASSWORD : OWN_PASSWORD }: { name?: string; password?: string },
): Promise<Login> {
  addresses += 1
  const response = await request('/login', {
    method: 'POST',
    headers: { origin, 'x-forwarded-for': `10.200.${Math.floor(addresses / 250)}.${addresses % 250}` },
    body: new URLSearchParams({ name, password }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error(`the login gave no cookie, but ${response.status}`)
  return { cookie, origin }
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into whatever came back
async function readJson(response: Response): Promise<any> {
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

/** A guest in a room who has an open session on a line. */
export async function guestWithSession(
  store: Store,
  guest: { phone?: string; name?: string; mode?: 'agent' | 'manual'; lastActivityAt?: Date } = {},
) {
  const ids = { guest: newId(), checkIn: newId(), session: newId() }
  const at = guest.lastActivityAt ?? new Date()
  const phone = guest.phone ?? `08${Math.floor(Math.random() * 1e10)}`.padEnd(12, '7')
  await store.prisma.guest.create({
    data: { id: ids.guest, phone, name: guest.name ?? 'Budi', locale: 'id' },
  })
  await store.prisma.checkIn.create({ data: { id: ids.checkIn, guestId: ids.guest, roomNumber: '12' } })
  await store.prisma.session.create({
    data: {
      id: ids.session,
      guestId: ids.guest,
      checkInId: ids.checkIn,
      line: 'default',
      chatId: `62${phone.slice(1)}@c.us`,
      status: 'open',
      mode: guest.mode ?? 'agent',
      agentStatus: 'created',
      startedAt: at,
      lastActivityAt: at,
    },
  })
  return { ...ids, phone }
}
