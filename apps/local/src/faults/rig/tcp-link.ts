import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** The way from some clients to a server, as a network that can fail. */
export interface Link {
  readonly port: number
  /** Where it leads: one server, or several that take turns; one that refuses is passed over. */
  leadTo(ports: readonly number[]): void
  /** As if the server were not there: what is open breaks, what is new is refused. */
  down(): Promise<void>
  /** As if the network swallowed everything, both ways: connections stay open and nothing comes through until `up`. */
  blackhole(): void
  /** Breaks what is open, once. */
  reset(): void
  /** The next so many connections that hear an answer lose it: the server has done what it was asked. */
  dropAnswers(count: number): void
  /** Holds each piece back for so long. */
  delay(ms: number): void
  up(): Promise<void>
  close(): Promise<void>
}

interface Pair {
  client: Socket
  server: Socket | null
  /** It came while nothing passed, and has not been led anywhere. */
  isHeld: boolean
}

/** Opens a link on a free port of loopback that stays the same through all its faults. */
export async function openLink(ports: readonly number[] = []): Promise<Link> {
  const pairs = new Set<Pair>()
  let targets = ports
  let turn = 0
  let isBlackhole = false
  let delayMs = 0
  let answersToDrop = 0

  // Or each small answer would wait 40 ms for the client to acknowledge the one before.
  const listener = createServer({ noDelay: true }, (client) => {
    const pair: Pair = { client, server: null, isHeld: isBlackhole }
    pairs.add(pair)
    client.on('error', () => {})
    client.on('close', () => {
      pairs.delete(pair)
      pair.server?.destroy()
    })
    if (!pair.isHeld) void join(pair)
  })

  async function join(pair: Pair): Promise<void> {
    const server = await connectToAny()
    if (server === null || pair.client.destroyed) {
      server?.destroy()
      breakOff(pair.client)
      return
    }
    pair.server = server
    server.on('error', () => {})
    const [there, back] = [createQueue(() => delayMs), createQueue(() => delayMs)]
    server.on('close', () => back(() => pair.client.destroy()))
    pass(pair.client, server, there, () => false)
    pass(server, pair.client, back, () => {
      if (answersToDrop === 0) return false
      answersToDrop -= 1
      breakOff(pair.client)
      return true
    })
    if (isBlackhole) pause(pair)
    else resume(pair)
  }

  async function connectToAny(): Promise<Socket | null> {
    const first = (turn += 1) // by itself: others take their turns while this one connects
    for (let tried = 0; tried < targets.length; tried += 1) {
      const socket = connect({ port: targets[(first + tried) % targets.length] ?? 0, host: '127.0.0.1' })
      socket.setNoDelay(true)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (await isConnected(socket)) return socket
    }
    return null
  }

  function pass(from: Socket, to: Socket, inTurn: (run: () => void) => void, swallows: () => boolean): void {
    from.on('data', (bytes) => {
      if (swallows()) return
      inTurn(() => {
        if (to.write(bytes)) return
        from.pause()
        to.once('drain', () => isBlackhole || from.resume())
      })
    })
    from.on('end', () => inTurn(() => to.end()))
  }

  async function listen(port: number): Promise<number> {
    listener.listen(port, '127.0.0.1')
    await once(listener, 'listening')
    return (listener.address() as AddressInfo).port
  }

  async function down(): Promise<void> {
    if (!listener.listening) return
    const closed = once(listener, 'close')
    listener.close()
    for (const { client } of pairs) breakOff(client)
    await closed
  }

  const port = await listen(0)
  return {
    port,
    leadTo: (to) => void (targets = to),
    down,
    blackhole() {
      isBlackhole = true
      for (const pair of pairs) pause(pair)
    },
    reset() {
      for (const { client } of pairs) breakOff(client)
    },
    dropAnswers: (count) => void (answersToDrop = count),
    delay: (ms) => void (delayMs = ms),
    async up() {
      isBlackhole = false
      delayMs = 0
      answersToDrop = 0
      for (const pair of pairs) {
        if (pair.isHeld) void join(pair)
        // One that is being joined goes on by itself then.
        else if (pair.server !== null) resume(pair)
        pair.isHeld = false
      }
      if (!listener.listening) await listen(port)
    },
    close: down,
  }
}

/** Does each thing so long after it came, and one after the other, also when that time becomes shorter. */
function createQueue(delayMs: () => number): (run: () => void) => void {
  const waiting: { at: number; run: () => void }[] = []

  function runDue(): void {
    const now = performance.now()
    for (let first = waiting[0]; first !== undefined && first.at <= now; first = waiting[0]) {
      waiting.shift()
      first.run()
    }
    const [next] = waiting
    if (next !== undefined) setTimeout(runDue, Math.ceil(next.at - now))
  }

  return (run) => {
    const at = Math.max(performance.now() + delayMs(), waiting.at(-1)?.at ?? 0)
    waiting.push({ at, run })
    if (waiting.length > 1) return
    if (delayMs() === 0) runDue()
    else setTimeout(runDue, delayMs())
  }
}

function isConnected(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  })
}

/** With a reset, where that can be: Node's end waits for ever for a socket that is reset while it is being shut. */
function breakOff(socket: Socket): void {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

function pause({ client, server }: Pair): void {
  client.pause()
  server?.pause()
}

function resume({ client, server }: Pair): void {
  client.resume()
  server?.resume()
}
