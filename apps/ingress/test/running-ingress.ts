import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { signWebhook } from '@bellhop/gateways/waha'
import { createLogger } from '@bellhop/runtime'
import { onTestFinished, vi } from 'vitest'
import { buildIngress, type IngressConfig, type IngressDeps } from '../src/index.ts'

export const KEY = 'the-key-in-use'
export const NEXT_KEY = 'the-key-to-come'
export const JSON_TYPE = { 'content-type': 'application/json' }

export const config: IngressConfig = {
  host: '127.0.0.1',
  port: 0,
  logLevel: 'info',
  queue: { url: 'redis://127.0.0.1:1', waitingMax: 1000 },
  webhook: { keys: [KEY, NEXT_KEY], lines: ['default'], homeCountry: '62' },
}

export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

/** An ingress on a port of its own, whose log can be read. Doesn't linger when it is closed. */
export async function startIngress(settings: Partial<IngressConfig> = {}, deps: Partial<IngressDeps> = {}) {
  const logLines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logLines.push(chunk.toString())
      done()
    },
  })
  const log = createLogger({ name: 'ingress', level: 'info', pretty: false, destination })
  const app = await buildIngress(
    { ...config, ...settings },
    { log, ...deps, limits: { drainMs: 0, cutOffMs: 100, ...deps.limits } },
  )

  async function request(init: RequestInit, path = '/webhook/waha'): Promise<Answer> {
    const response = await fetch(app.url + path, init)
    return { status: response.status, headers: response.headers, body: parse(await response.text()) }
  }

  return {
    ...app,
    logLines,
    request,
    /** As WAHA posts it. */
    post: (body: unknown, headers: Record<string, string> = {}) => {
      const raw = toRaw(body)
      return request({ method: 'POST', body: raw, headers: { ...JSON_TYPE, ...signature(raw), ...headers } })
    },
    get: (path: string) => request({}, path),
    /** A connection on which bytes can be sent one by one. Destroyed at the end of the test. */
    connect: () => openSocket(app.url),
  }
}

type Producer = IngressDeps['producer']

export type RunningIngress = Awaited<ReturnType<typeof startIngress>>

/** A producer that keeps events in memory, and does what a test tells it to. */
export function createFakeProducer() {
  const producer = {
    events: [] as string[],
    enqueue: vi.fn<Producer['enqueue']>(async (event) => void producer.events.push(event.kind)),
    waiting: vi.fn<Producer['waiting']>(async () => 0),
    oldestAt: vi.fn<Producer['oldestAt']>(async () => null),
    isReady: vi.fn<Producer['isReady']>(() => true),
    ping: vi.fn<Producer['ping']>(async () => {}),
    close: vi.fn<Producer['close']>(async () => {}),
  }
  return producer
}

export function signature(raw: Buffer, key = KEY) {
  return { 'x-webhook-hmac': signWebhook(raw, key), 'x-webhook-hmac-algorithm': 'sha512' }
}

/** The bytes themselves, or a value as WAHA writes it. */
export function toRaw(body: unknown): Buffer<ArrayBuffer> {
  return Buffer.from(Buffer.isBuffer(body) ? body : JSON.stringify(body))
}

export function messageCall(whatsappId: string, payload: object = {}, envelope: object = {}) {
  return {
    id: `evt_${whatsappId.toLowerCase()}`,
    timestamp: 1_789_200_006_820,
    event: 'message',
    session: 'default',
    payload: {
      id: `false_6281234567890@c.us_${whatsappId}`,
      timestamp: 1_789_200_000,
      from: '6281234567890@c.us',
      fromMe: false,
      body: 'is breakfast included?',
      hasMedia: false,
      ...payload,
    },
    ...envelope,
  }
}

/** A signed request as text, for a socket. */
export function rawRequest(raw: Buffer, headers: Record<string, string> = {}): string {
  const all = { host: 'x', ...JSON_TYPE, 'content-length': String(raw.length), ...signature(raw), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /webhook/waha HTTP/1.1\r\n${lines.join('')}\r\n`
}

function openSocket(url: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const state = { received: '', closed: false, error: undefined as NodeJS.ErrnoException | undefined }
  socket.on('data', (chunk: Buffer) => (state.received += chunk.toString()))
  socket.on('error', (error) => (state.error = error))
  socket.on('close', () => (state.closed = true))
  onTestFinished(() => void socket.destroy())
  return { state, write: (bytes: string | Buffer) => void socket.write(bytes), socket }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
