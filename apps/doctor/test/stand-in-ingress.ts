import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verifyWebhook } from '@bellhop/gateways/waha'

export interface StandInIngress {
  url: string
  /** May be changed. */
  keys: string[]
  takesUnsigned: boolean
  failing: string[]
  redirects: boolean
  close(): Promise<void>
}

/** Answers as the ingress does; the real one stands in an app that tests of this one can't have. */
export async function startStandInIngress(keys: string[]): Promise<StandInIngress> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const answer = (status: number, body: object) =>
        response.writeHead(status, { location: '/elsewhere' }).end(JSON.stringify(body))
      if (request.url === '/readyz') {
        const { failing } = ingress
        answer(failing.length === 0 ? 200 : 503, failing.length === 0 ? { status: 'ok' } : { failing })
      } else if (ingress.redirects) answer(301, {})
      else if (isAuthentic(Buffer.concat(chunks), request.headers['x-webhook-hmac']))
        answer(200, { status: 'ignored', reason: 'presence' })
      else answer(401, {})
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ingress: StandInIngress = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    takesUnsigned: false,
    failing: [],
    redirects: false,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  function isAuthentic(body: Buffer, signature: string | string[] | undefined): boolean {
    return ingress.takesUnsigned || verifyWebhook(body, signature?.toString(), ingress.keys)
  }
  return ingress
}
