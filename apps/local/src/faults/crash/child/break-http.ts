import { subscribe } from 'node:diagnostics_channel'
import http, { ServerResponse, type ClientRequest, type RequestOptions } from 'node:http'
import type { Socket } from 'node:net'
import { nameRequest } from '../fingerprint.ts'
import { breakAnswer, reset } from './break-answer.ts'
import { die, meet, sayLost } from './meet.ts'

/** What only the rig asks. */
const OPERATIONS = new Set(['/livez', '/readyz', '/metrics'])

/** Each call of WAHA and of the agent router is an effect, and so is each answer that this process gives. */
export function breakHttp(): void {
  breakCalls()
  breakPosts()
  breakReplies()
}

function breakCalls(): void {
  const { request } = http
  http.request = function requestOrBreak(...args: unknown[]) {
    const [url, options] = args as [URL, RequestOptions]
    const mode = meet(nameRequest('send', options.method ?? 'GET', url.pathname))
    const made = Reflect.apply(request, http, args) as ClientRequest
    if (mode !== null) breakCall(made, mode)
    return made
  }
}

function breakCall(call: ClientRequest, mode: 'after' | 'lost'): void {
  const emit = call.emit.bind(call) as (name: string, ...args: unknown[]) => boolean
  call.emit = ((name: string, ...args: unknown[]) => {
    if (name !== 'response') return emit(name, ...args)
    if (mode === 'after') die()
    call.destroy(reset())
    sayLost()
    return true
  }) as typeof call.emit
}

/** What leaves by undici, which says so right before the first byte. */
function breakPosts(): void {
  subscribe('undici:client:sendHeaders', (message) => {
    const { request, socket } = message as { request: { method: string; path: string }; socket: Socket }
    const mode = meet(nameRequest('send', request.method, request.path))
    if (mode !== null) breakAnswer(socket, mode, 'readable')
  })
}

function breakReplies(): void {
  const prototype = ServerResponse.prototype as unknown as {
    end: (this: ServerResponse, ...args: unknown[]) => ServerResponse
  }
  const { end } = prototype
  prototype.end = function endOrBreak(...args) {
    const { method = '', url = '' } = this.req
    if (OPERATIONS.has(url)) return end.apply(this, args)
    const mode = meet(nameRequest('reply', method, url))
    if (mode === 'after') this.once('finish', die)
    if (mode !== 'lost') return end.apply(this, args)
    this.socket?.resetAndDestroy()
    sayLost()
    return this
  }
}
