import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openBoardQueues, openDoorbells, openLineControls, prepareQueue } from '@bellhop/queue'
import { compose, createLogger } from '@bellhop/runtime'
import { newId, openStore, type Store } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'
import { inject } from 'vitest'

import { buildConsole } from '../src/build-console.ts'
import type { ConsoleConfig } from '../src/config.ts'

export const PASSWORD = 'open sesame please'
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
      login: () => login(request, app.url),
      /** Calls the API with a key. */
      api: async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
        const response = await request(`/api${path}`, {
          method,
          headers: {
            authorization: `Bearer ${API_KEY}`,
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

/** Logs in as the page does. Gives the headers of the page's further requests. */
async function login(
  request: (path: string, init?: RequestInit) => Promise<Response>,
  origin: string,
): Promise<{ cookie: string; origin: string }> {
  const response = await request('/login', {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ password: PASSWORD }),
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
