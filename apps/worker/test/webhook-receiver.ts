import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InboundEvent } from '@bellhop/core'
import { classifyWebhook } from '@bellhop/gateways/waha'
import { LINE } from './hotel.ts'

/** Takes webhooks in the place of the ingress. */
export async function startWebhookReceiver(enqueue: (event: InboundEvent) => Promise<void>) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const fate = classifyWebhook(Buffer.concat(chunks), { homeCountry: '62', lines: [LINE] })
      const kept = fate.fate === 'ignored' ? Promise.resolve() : enqueue(fate.event)
      void kept.then(
        () => response.writeHead(200).end(),
        () => response.writeHead(503).end(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
