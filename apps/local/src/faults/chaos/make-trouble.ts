import { setTimeout as sleep } from 'node:timers/promises'
import type { AppProcess } from '../rig/app-process.ts'
import type { Rig } from '../rig/open-rig.ts'
import { CHAOS_FAULTS } from './faults.ts'

/** Longer than the lock of a job: others take over what a stopped process has in hand, and then it goes on. */
const STOPPED_MS = 18_000
/** An ingress that stands still takes webhooks and answers none, and WAHA has no timeout. */
const INGRESS_STOPPED_MS = 3_000
const KILL_EVERY_MS = 3_000
const CALM_MS = 1_500
const RESTART_MS = 300
const END_LOOK_MS = 100

export interface Trouble {
  rig: Rig
  durationMs: number
  random: () => number
  /** Told of each fault as it begins. */
  onFault: (name: string, detail?: string) => void
}

/**
 * Three lanes of trouble beside each other: processes are killed, processes are stopped past their locks and continued, and
 * servers and links fail in every way there is. Whoever dies is started again, as by a supervisor. Ends with all lanes at rest.
 */
export async function makeTrouble({ rig, durationMs, random, onFault }: Trouble): Promise<void> {
  const until = Date.now() + durationMs
  const isOver = () => Date.now() >= until
  const victims = [...rig.apps.ingress, ...rig.apps.worker, ...rig.apps.sender]
  const pick = () => victims[Math.floor(random() * victims.length)]
  const supervision = new AbortController()
  const supervised = rig.all.map((app) => supervise(app, supervision.signal))

  await Promise.all([kill(), stop(), fail()])
  supervision.abort()
  await Promise.all(supervised)

  async function kill(): Promise<void> {
    while (!isOver()) {
      await sleep(KILL_EVERY_MS * (0.5 + random()))
      const victim = pick()
      if (victim === undefined) return
      onFault(`kill -9 of ${kindOf(victim)}`, victim.name)
      await victim.kill()
    }
  }

  async function stop(): Promise<void> {
    while (!isOver()) {
      const victim = pick()
      if (victim === undefined) return
      onFault(`${kindOf(victim)} stopped past its locks`, victim.name)
      victim.stop()
      await sleep(kindOf(victim) === 'ingress' ? INGRESS_STOPPED_MS : STOPPED_MS)
      victim.cont()
      await sleep(CALM_MS)
    }
  }

  async function fail(): Promise<void> {
    let deck: typeof CHAOS_FAULTS = []
    while (!isOver()) {
      if (deck.length === 0) deck = shuffle(CHAOS_FAULTS, random)
      const [fault, ...rest] = deck
      deck = rest
      if (fault === undefined) return
      onFault(fault.name)
      await fault.run(rig)
      await sleep(CALM_MS)
    }
  }
}

/** Starts a process whenever it has ended, as Docker does. */
async function supervise(app: AppProcess, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (app.pid() === null) {
      await sleep(RESTART_MS)
      await app.start({ untilReady: false })
    }
    await sleep(END_LOOK_MS)
  }
}

export function kindOf({ name }: AppProcess): string {
  return name.replace(/-\d+$/, '')
}

export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, key: random() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
}
