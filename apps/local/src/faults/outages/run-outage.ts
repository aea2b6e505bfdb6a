import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkIn } from '../../hostile/act-as-hotel.ts'
import { findCanaries } from '../rig/find-canaries.ts'
import { CANARIES } from '../rig/judge-logs.ts'
import type { AppProcess } from '../rig/app-process.ts'
import { openRig, type Rig } from '../rig/open-rig.ts'
import type { Dependency } from './dependencies.ts'
import { lookFromOutside, type Look } from './look-from-outside.ts'
import type { Outage } from './judge-looks.ts'
import { judgeRows, type RowsFound } from './judge-rows.ts'
import { countStillOpen } from './still-open.ts'
import { writeThrough, type Posted } from './write-through.ts'

const LINES = ['front', 'spa']
const GUESTS = 40
const CALM_MS = 8_000
/** With all well again, whatever is still open after this counts as lost. */
const DRAIN_MAX_MS = 180_000
const DRAIN_LOOK_MS = 500
const STARTS_MAX = 5
const ENV = { SEND_RATE_PER_LINE: '0', SEND_TYPING: 'false', GAP_REPAIR_EVERY: 'off', LOG_LEVEL: 'info' }

export interface OutageRecord {
  outage: Outage
  posted: Posted[]
  looks: Look[]
  rows: RowsFound
  /** From the end of the outage until nothing was open any more. */
  healedMs: number
  /** What the apps that were ended in the middle of it ended with. */
  exits: { app: string; code: number | null; tookMs: number }[]
  logs: { lines: number; hits: string[] }
}

export function openOutageRig(dir: string): Promise<Rig> {
  return openRig({
    dir,
    apps: { ingress: 1, worker: 1, sender: 1, console: 1 },
    env: ENV,
    waha: { lines: LINES },
  })
}

export interface OutagePlan {
  dir: string
  awayMs: number
  onProgress: (step: string) => void
}

/** One hotel from whom one dependency is taken away in the middle of its work, first by refusing and then by hanging. */
export async function runOutage(
  rig: Rig,
  dependency: Dependency,
  { dir, awayMs, onProgress }: OutagePlan,
): Promise<OutageRecord> {
  const guests = await checkIn(rig.store, { guests: GUESTS, lines: LINES })
  const startedAt = performance.now()
  const clock = () => performance.now() - startedAt
  const writing = new AbortController()
  const looking = new AbortController()
  const traffic = writeThrough(rig, { guests, hmacKey: rig.secrets[0] ?? '', clock }, writing.signal)
  const looks = lookFromOutside(rig, clock, looking.signal)
  const tell = (event: string) =>
    appendFile(join(dir, 'faults.jsonl'), `${JSON.stringify({ afterMs: Math.round(clock()), event })}\n`)

  await sleep(CALM_MS)
  const from = clock()
  onProgress('refuses')
  await tell('down')
  await dependency.down(rig)
  await sleep(awayMs / 2)
  onProgress('hangs')
  await tell('hangs')
  await dependency.hang(rig)
  await sleep(awayMs / 2)
  onProgress('is back')
  await tell('back')
  await dependency.back(rig)
  const to = clock()
  writing.abort()
  const posted = await traffic
  const healedMs = await untilHealed(rig, posted, () => clock() - to)
  await sleep(CALM_MS)
  looking.abort()
  const record = {
    outage: { from, to },
    posted,
    looks: await looks,
    rows: await judgeRows(rig, posted),
    healedMs,
    exits: await endInOutage(rig, dependency),
    logs: await findCanaries(rig.logDir, [...CANARIES, ...rig.secrets]),
  }
  await writeFile(join(dir, 'record.json'), JSON.stringify(record))
  return record
}

async function untilHealed(rig: Rig, posted: readonly Posted[], since: () => number): Promise<number> {
  const ids = posted.map(({ id }) => id)
  while (since() < DRAIN_MAX_MS) {
    if ((await countStillOpen(rig.store, ids).catch(() => null)) === 0) break
    await sleep(DRAIN_LOOK_MS)
  }
  return since()
}

/** Takes it away once more, ends every app, brings all back, and sees every app get ready. */
async function endInOutage(rig: Rig, dependency: Dependency): Promise<OutageRecord['exits']> {
  await dependency.hang(rig).catch(() => {})
  const exits = await Promise.all(
    rig.all.map(async (app) => {
      const startedAt = performance.now()
      const code = await app.term()
      return { app: app.name, code, tookMs: performance.now() - startedAt }
    }),
  )
  await dependency.back(rig)
  await Promise.all(rig.all.map(startAsSupervisor))
  return exits
}

/** A start that meets a server which is not quite there ends; whoever supervises tries again. */
async function startAsSupervisor(app: AppProcess): Promise<void> {
  for (let left = STARTS_MAX; ; left -= 1) {
    try {
      return await app.start()
    } catch (error) {
      if (left === 0) throw error
    }
  }
}
