import { setTimeout as sleep } from 'node:timers/promises'
import type { WahaSimulator } from '@bellhop/gateways/waha/simulator'
import { checkIn } from '../../hostile/act-as-hotel.ts'
import { waitUntil } from '../../hostile/unfinished.ts'
import { openRig } from '../rig/open-rig.ts'
import type { Verdict } from '../verdict.ts'
import { judgeHotGuest, type Wait } from './judge-hot-guest.ts'

const LINE = 'front'
const OTHERS = 50
const WINDOW_MS = 6_000
/** Quiet and flood take turns, so that what else the machine does hits both. */
const WINDOWS = 6
const EVERY_MS = 40
const FLOOD_PER_MINUTE = 1_000
const DRAIN_MS = 60_000
const ENV = { SEND_RATE_PER_LINE: '0', SEND_TYPING: 'false', GAP_REPAIR_EVERY: 'off', LOG_LEVEL: 'info' }

interface Written {
  chatId: string
  at: number
  isFlood: boolean
}

/** Fifty guests write slowly, and every other while one more floods the hotel: how long each waits for the answer. */
export async function floodByOneGuest(dir: string, onProgress: (step: string) => void): Promise<Verdict> {
  const rig = await openRig({
    dir,
    apps: { ingress: 1, worker: 1, sender: 1, console: 0 },
    env: ENV,
    waha: { lines: [LINE], acks: [] },
  })
  try {
    const { waha } = rig
    const [hot, ...others] = await checkIn(rig.store, { guests: OTHERS + 1, lines: [LINE] })
    const chats = others.map(({ digits }) => ({ digits, chatId: waha.guest(digits).chatId }))
    onProgress('fifty guests open their sessions')
    for (const { digits } of others) void waha.guest(digits).writes('word', { line: LINE })
    // A welcome and a reply each.
    await waitUntil(DRAIN_MS, async () => chats.every(({ chatId }) => countSent(waha, chatId) >= 2))

    const written: Written[] = []
    let flooded = 0
    for (let window = 0; window < WINDOWS; window += 1) {
      const isFlood = window % 2 === 1
      onProgress(isFlood ? 'one guest floods' : 'quiet')
      const startedAt = Date.now()
      let sent = 0
      for (let elapsed = 0; elapsed < WINDOW_MS; elapsed = Date.now() - startedAt) {
        const due = isFlood ? Math.floor((elapsed / 60_000) * FLOOD_PER_MINUTE) : 0
        for (; sent < due; sent += 1) void waha.guest(hot?.digits ?? '').writes('word', { line: LINE })
        const other = chats[written.length % chats.length]
        if (other === undefined) break
        written.push({ chatId: other.chatId, at: Date.now(), isFlood })
        void waha.guest(other.digits).writes('word', { line: LINE })
        await sleep(EVERY_MS)
      }
      flooded += sent
    }
    const expected = written.length + OTHERS * 2
    await waitUntil(DRAIN_MS, async () => {
      const answered = chats.reduce((sum, { chatId }) => sum + countSent(waha, chatId), 0)
      onProgress(`${answered} of ${expected} answered`)
      return answered >= expected
    })
    return judgeHotGuest(toWaits(waha, written), flooded)
  } finally {
    await rig.close()
  }
}

function countSent({ sent }: WahaSimulator, chatId: string): number {
  return sent.filter((text) => text.chatId === chatId).length
}

/** A guest's answers come in the order of the questions; the first two were those of the opening. */
function toWaits({ sent }: WahaSimulator, written: readonly Written[]): Wait[] {
  const answers = new Map<string, number[]>()
  for (const { chatId, t } of sent) answers.set(chatId, [...(answers.get(chatId) ?? []), t])
  const turns = new Map<string, number>()
  return written.map(({ chatId, at, isFlood }) => {
    const turn = turns.get(chatId) ?? 2
    turns.set(chatId, turn + 1)
    const answeredAt = answers.get(chatId)?.[turn]
    return { isFlood, ms: answeredAt === undefined ? null : answeredAt - at }
  })
}
