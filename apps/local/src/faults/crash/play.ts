import type { BoardQueues } from '@bellhop/queue'
import type { Rig } from '../rig/open-rig.ts'
import { act } from './act.ts'
import { compareRun, type Difference } from './compare-run.ts'
import { expectOf, type Happening } from './expected.ts'
import type { RunGuest } from './guest.ts'
import { comeToRest } from './rest.ts'
import type { Scenario, Step } from './scenarios.ts'
import { readSeen } from './seen.ts'

export interface Stage {
  rig: Rig
  queues: BoardQueues['queues']
  /** How long one step may take until nothing is under way any more. */
  restMs: number
  /** Called again and again while a step takes its effects. */
  onLook: () => Promise<void>
}

export interface Played {
  differences: Difference[]
  /** What was still under way when its time was over. */
  left: string | null
}

/** Plays a scenario with a guest and compares what became of it with the reference. Its steps proper stand between `onBegin` and `onEnd`. */
export async function play(
  { rig, queues, restMs, onLook }: Stage,
  guest: RunGuest,
  scenario: Scenario,
  { onBegin, onEnd }: { onBegin: () => Promise<void>; onEnd: () => Promise<void> },
): Promise<Played> {
  const happenings: Happening[] = []
  const accepted: string[] = []
  let expected = expectOf(guest.guest, guest.room, [])

  async function doAll(steps: readonly Step[]): Promise<string | null> {
    for (const step of steps) {
      const acted = await act(rig, guest, step)
      accepted.push(...acted.accepted)
      if (acted.happening === null) continue
      happenings.push(acted.happening)
      expected = expectOf(guest.guest, guest.room, happenings)
      const left = await settle()
      if (left !== null) return left
    }
    return null
  }

  async function settle(): Promise<string | null> {
    const rest = () => comeToRest({ store: rig.store, queues, guest, deadlineMs: restMs, onLook }, expected)
    const left = await rest()
    if (left !== null) return left
    // Its last texts come back as webhooks.
    await rig.waha.idle()
    return rest()
  }

  let left = await doAll(scenario.before)
  await onBegin()
  left ??= await doAll(scenario.steps)
  await onEnd()
  // Whoever has died of the very last effect is back now, and may do something twice.
  left ??= await settle()
  return {
    left,
    differences: compareRun(
      expected,
      await readSeen(rig, { phone: guest.guest.phone, chatId: guest.chatId }, accepted),
    ),
  }
}
