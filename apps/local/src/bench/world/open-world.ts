import type { LoadPlan } from '../../faults/overload/load.ts'
import type { Summary } from '../../faults/overload/summary.ts'
import type { Writers } from '../../faults/overload/webhook-bytes.ts'
import { openChild } from '../child/open-child.ts'
import type { Talk, TalkPlan } from './talk.ts'

/** Guests and WAHA: what writes webhooks, and what replies arrive at. */
export interface World {
  readonly pid: number
  readonly wahaUrl: string
  load(port: number, plan: LoadPlan): Promise<Summary>
  /** A talk for each plan, all at the same time. */
  talk<Plans extends TalkPlan[]>(port: number, ...plans: Plans): Promise<{ [P in keyof Plans]: Talk }>
  /** The same, where WAHA tells of each reply as in production: the text once more, that it has arrived, that it was read. */
  talkAndTell(port: number, plan: TalkPlan): Promise<Talk>
  /** The busiest that it ever was, as a share of the time. */
  busiest(): number
  close(): Promise<void>
}

export async function openWorld(writers: Writers): Promise<World> {
  const child = openChild('world/main')
  const wahaUrl = await child.ask<string>('start', writers)
  let busiest = 0

  async function ask<T>(name: string, argument: object): Promise<T> {
    const { result, busy } = await child.ask<{ result: T; busy: number }>(name, argument)
    busiest = Math.max(busiest, busy)
    return result
  }

  return {
    pid: child.pid,
    wahaUrl,
    load: (port, plan) => ask('load', { port, plan }),
    talk: (port, ...plans) => ask('talk', { port, plans, isTold: false }),
    async talkAndTell(port, plan) {
      const [talk] = await ask<[Talk]>('talk', { port, plans: [plan], isTold: true })
      return talk
    },
    busiest: () => busiest,
    close: () => child.close(),
  }
}
