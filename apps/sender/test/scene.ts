import { randomUUID } from 'node:crypto'
import type { OutboundKind } from '@bellhop/core'
import {
  startWahaSimulator,
  type WahaSimulator,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import { openDoorbells, openLineControls } from '@bellhop/queue'
import { createLogger, type App } from '@bellhop/runtime'
import { findDueOutbound } from '@bellhop/store'
import { inject } from 'vitest'
import { buildSender, type SenderConfig, type SenderOverrides } from '../src/index.ts'
import type { Hotel, TestGuest } from './hotel.ts'

export type Scene = Awaited<ReturnType<typeof openScene>>

let lines = 0

/** A line of its own with WAHA behind it and no sender yet: real queues, real HTTP. */
export async function openScene(hotel: Hotel, simulator: WahaSimulatorOptions = {}) {
  const line = `line-${(lines += 1)}`
  const log = createLogger({ name: 'test', level: 'silent' })
  const queue = { queueUrl: inject('redis') ?? '', prefix: `test-${randomUUID()}`, log }
  const waha: WahaSimulator = await startWahaSimulator({ lines: [line], notWorkingDelayMs: 10, ...simulator })
  const doorbells = await openDoorbells(queue)
  const controls = await openLineControls(queue)
  const senders: App[] = []

  return {
    line,
    waha,
    controls,

    async startSender(
      config: Partial<SenderConfig> = {},
      overrides: Partial<SenderOverrides> = {},
    ): Promise<App> {
      const sender = await buildSender(
        {
          port: 0,
          host: '127.0.0.1',
          logLevel: 'silent',
          databaseUrl: hotel.databaseUrl,
          queueUrl: queue.queueUrl,
          waha: { host: waha.url, apiPath: '/api/sendText', apiKey: undefined },
          lines: [line],
          homeCountry: '62',
          sendIntervalMs: 0,
          chatIntervalMs: 0,
          typing: false,
          staleAfterMs: 30 * 60_000,
          ...config,
        },
        { log, queuePrefix: queue.prefix, watchIntervalMs: 50, ...overrides },
      )
      senders.push(sender)
      return sender
    },

    ring: ({ id: guestId, line }: TestGuest, kind: OutboundKind) =>
      doorbells.ringOutbound([{ line, guestId, kind }]),

    /** What the worker's sweep does every few seconds. */
    async sweep(): Promise<void> {
      await doorbells.remindOutbound(await findDueOutbound(hotel.prisma, 10_000, [line]))
    },

    /** The texts that reached a guest, in order. */
    textsTo: ({ chatId }: TestGuest) =>
      waha.sent.filter((sent) => sent.chatId === chatId).map(({ text }) => text),

    async close(): Promise<void> {
      await Promise.all(senders.map((sender) => sender.close()))
      await controls.close()
      await doorbells.close()
      await waha.close()
    },
  }
}
