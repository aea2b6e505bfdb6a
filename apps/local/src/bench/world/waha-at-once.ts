import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TakenText {
  line: string
  chatId: string
  text: string
  /** The message's WhatsApp id. */
  id: string
}

/**
 * The calls of WAHA's API that a sender makes, answered at once and with next to no work: what is measured is never this. It takes
 * ids of the caller's choice, as WAHA does since 2026.4.3. Gives its address.
 */
export async function startWahaAtOnce(onText: (taken: TakenText) => void): Promise<string> {
  let made = 0
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/api/sendText') return readText(request, response)
    request.resume()
    if (request.url?.endsWith('/new-message-id')) return answer(response, 200, { id: newId() })
    answer(response, 200, { status: 'WORKING', me: null })
  })

  function readText(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { session, chatId, text, id = newId() } = JSON.parse(Buffer.concat(parts).toString()) as TextBody
      answer(response, 201, { id })
      onText({ line: session, chatId, text, id })
    })
  }

  function newId(): string {
    made += 1
    return `3EB0${made.toString(16).toUpperCase().padStart(16, '0')}`
  }

  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 1_000 }, resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface TextBody {
  session: string
  chatId: string
  text: string
  id?: string
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length })
  response.end(text)
}
