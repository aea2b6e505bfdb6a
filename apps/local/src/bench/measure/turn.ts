import { toFigure, type Figure } from '../figures/rates.ts'
import { readCpuMs } from '../usage/read-cpu.ts'

/** One turn of something that is compared: how fast it was, and how many messages it was done with. */
export interface Turn {
  perSecond: number
  messages: number
}

/** How fast something is, and what a message costs there, in ms of the processors, of all the processes that it consists of. */
export interface Contender {
  perSecond: Figure
  cpuMs: Figure
}

export interface Contest {
  pids: readonly number[]
  turn: () => Promise<Turn>
}

/** Does each so many times, one after the other, A B C A B C: what else the machine does hits all alike. */
export async function compare<Name extends string>(
  rounds: number,
  contests: Record<Name, Contest>,
): Promise<Record<Name, Contender>> {
  const names = Object.keys(contests) as Name[]
  const turns = names.map((): { perSecond: number; cpuMs: number }[] => [])
  for (let round = 0; round < rounds; round += 1)
    for (const [at, name] of names.entries()) turns[at]?.push(await takeTurn(contests[name]))
  const contenders = turns.map((taken): Contender => ({
    perSecond: toFigure(taken.map(({ perSecond }) => perSecond)),
    cpuMs: toFigure(taken.map(({ cpuMs }) => cpuMs)),
  }))
  return Object.fromEntries(names.map((name, at) => [name, contenders[at]])) as Record<Name, Contender>
}

async function takeTurn({ pids, turn }: Contest): Promise<{ perSecond: number; cpuMs: number }> {
  const before = await readAll(pids)
  const { perSecond, messages } = await turn()
  return { perSecond, cpuMs: ((await readAll(pids)) - before) / messages }
}

async function readAll(pids: readonly number[]): Promise<number> {
  return (await Promise.all(pids.map(readCpuMs))).reduce((sum, ms) => sum + ms, 0)
}
