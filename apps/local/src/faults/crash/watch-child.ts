import { setTimeout as sleep } from 'node:timers/promises'
import type { AppProcess } from '../rig/app-process.ts'
import type { FromChild, ToChild } from './point.ts'

const RESTART_PAUSE_MS = 100
const LOOK_MS = 50

/** An app that takes orders, and that is started again whenever it has died. */
export interface Child {
  /** Ends when it goes by that order, also where it has just died of the one before. */
  order(order: ToChild): Promise<void>
  /** Whether the effect was broken for which it was armed last. */
  isBroken(): boolean
  /** What it has met since it was told to record. */
  met(): string[]
  /** When it died by an order last. */
  diedAt(): Date | null
  /** Deaths that nobody has ordered, each told once. */
  takeStrangeDeaths(): string[]
  /** From now on it may stay dead. */
  leave(): void
}

export function watchChild(app: AppProcess): Child {
  let ordered: ToChild = { type: 'rest' }
  let isBroken = false
  let met: string[] = []
  let diedAt: Date | null = null
  let strange: string[] = []
  let hasStarted = true
  let hasLeft = false
  let ready: Promise<void> = Promise.resolve()
  let listening = () => {}

  app.hear((message) => {
    const said = message as FromChild
    if (said.type === 'listening') listening()
    if (said.type === 'met') met.push(said.effect)
    if (said.type === 'lost') isBroken = true
  })
  void restartForEver()

  async function restartForEver(): Promise<void> {
    for (;;) {
      await app.ended()
      if (hasLeft) return
      if (ordered.type === 'arm' && ordered.mode !== 'lost') {
        isBroken = true
        diedAt = new Date()
      } else if (hasStarted) strange.push(`${app.name} has died by itself`)
      ordered = { type: 'rest' }
      hasStarted = false
      // Whoever keeps it running in production starts it again too when it could not start.
      ready = app.start().then(
        () => void (hasStarted = true),
        () => sleep(RESTART_PAUSE_MS),
      )
      await ready
    }
  }

  async function isHeard(order: ToChild): Promise<boolean> {
    await ready
    const heard = new Promise<boolean>((resolve) => (listening = () => resolve(true)))
    app.tell(order)
    return Promise.race([heard, app.ended().then(() => false)])
  }

  return {
    async order(order) {
      while (!(await isHeard(order))) await sleep(LOOK_MS)
      ordered = order
      if (order.type === 'rest') return
      isBroken = false
      met = []
    },
    isBroken: () => isBroken,
    met: () => met,
    diedAt: () => diedAt,
    takeStrangeDeaths() {
      const taken = strange
      strange = []
      return taken
    },
    leave: () => void (hasLeft = true),
  }
}
