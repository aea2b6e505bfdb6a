import type { FromChild, Mode, ToChild } from '../point.ts'

let order: ToChild = { type: 'rest' }
let counts = new Map<string, number>()
let isBreaking = false

/** A break that has begun ends before the next order counts. */
const BREAKING_MS = 200

/** Does what the runner says from now on, and dies with it; each order counts anew. */
export function listenToRunner(): void {
  process.on('disconnect', die)
  process.on('message', (message: ToChild) => {
    order = message
    counts = new Map()
    setTimeout(() => say({ type: 'listening' }), isBreaking ? BREAKING_MS : 0)
  })
}

/** Called before each effect: says how it is to be broken, if it is the one. One that is to be died before does not return. */
export function meet(effect: string): Exclude<Mode, 'before'> | null {
  if (order.type === 'record') say({ type: 'met', effect })
  if (order.type !== 'arm' || order.effect !== effect) return null
  const count = (counts.get(effect) ?? 0) + 1
  counts.set(effect, count)
  if (count !== order.occurrence) return null
  if (order.mode === 'before') die()
  isBreaking = true
  return order.mode === 'lost' ? 'lost' : 'after'
}

export function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

export function sayLost(): void {
  isBreaking = false
  order = { type: 'rest' }
  say({ type: 'lost' })
}

function say(message: FromChild): void {
  process.send?.(message)
}
