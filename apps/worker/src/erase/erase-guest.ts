import { setTimeout as sleep } from 'node:timers/promises'
import { chatOfPhone, phoneSpellings } from '@bellhop/core'
import type { JobEraser, JobTraces } from '@bellhop/queue'
import {
  eraseQuarantined,
  eraseRows,
  forgetMessages,
  isAnyOlder,
  newId,
  noteErasure,
  readClock,
  type ErasedCounts,
  type Store,
  type Traces,
} from '@bellhop/store'

/** Longer than a send may take, and than a file may. */
const DEADLINE_MS = 240_000
const PAUSE_MS = 250
/** What clocks may differ by. */
const SKEW_MS = 5_000

export interface EraseDeps {
  store: Store
  jobs: Pick<JobEraser, 'erase'>
  /** Removes files of these messages, and at these places. How many there were. */
  removeFiles: (paths: readonly string[], messageIds: ReadonlySet<string>) => Promise<number>
  homeCountry: string
  /** Default 4 min. */
  deadlineMs?: number
}

export interface Erased {
  /** Of the audit line; null if there was nothing to erase. */
  erasureId: string | null
  counts: ErasedCounts
  /** False if something was still in somebody's hands when the time was over. */
  isComplete: boolean
}

/**
 * Erases a guest while the hotel runs: in rounds through queues, rows and files, until one finds nothing that was there when it
 * began, and nothing runs any more that began before the last one that did. The guest may be writing all the time.
 */
export async function eraseGuest(deps: EraseDeps, phone: string): Promise<Erased> {
  const { store, deadlineMs = DEADLINE_MS } = deps
  const traces = createTraces(phone, deps.homeCountry)
  const counts: ErasedCounts = {}
  const id = newId()
  let hasErased = false
  const began = await readClock(store.prisma)
  let cleanSince = began

  for (const deadline = Date.now() + deadlineMs; ; await sleep(PAUSE_MS)) {
    // Asked before the round: what has ended by now has left what it leaves, and the round finds it.
    const isAlone = !(await isAnyOlder(store.prisma, cleanSince))
    const { erased, isClean, isBusy } = await eraseRound(deps, traces, began)
    if (add(counts, erased) > 0) {
      hasErased = true
      await noteErasure(store.prisma, id, counts)
    }
    if (!isClean) cleanSince = await readClock(store.prisma)
    const isComplete = isClean && isAlone && !isBusy
    if (isComplete || Date.now() > deadline) return { erasureId: hasErased ? id : null, counts, isComplete }
  }
}

interface Round {
  erased: ErasedCounts
  /** Nothing of it was there when the erasure began. */
  isClean: boolean
  /** Something of the guest is in somebody's hands. */
  isBusy: boolean
}

/** Jobs first: what they are about is then refused by the tables, should somebody have it in hand. */
async function eraseRound(
  { store, jobs, removeFiles, homeCountry }: EraseDeps,
  traces: AllTraces,
  began: Date,
): Promise<Round> {
  const { removed, old, active, names } = await jobs.erase(traces, began.getTime() + SKEW_MS)
  const events = await forgetMessages(store.prisma, names)
  const rows = await eraseRows(store, traces, began)
  traces.words = wordsOf(traces, homeCountry)
  const quarantined = await eraseQuarantined(store.prisma, traces.words)
  const files = await removeFiles(rows.paths, traces.messageIds)
  const erased = { ...rows.counts, quarantined, jobs: removed, files }
  return {
    erased: { ...erased, events: (rows.counts['events'] ?? 0) + events },
    isClean: old + rows.old + quarantined === 0,
    isBusy: active > 0 || rows.sending > 0,
  }
}

type AllTraces = Traces & JobTraces & { words: readonly string[] }

function createTraces(phone: string, homeCountry: string): AllTraces {
  const traces = {
    phone,
    chatIds: new Set([chatOfPhone(phone, homeCountry)]),
    guestIds: new Set<string>(),
    sessionIds: new Set<string>(),
    messageIds: new Set<string>(),
    whatsappIds: new Set<string>(),
    words: [] as readonly string[],
  }
  return { ...traces, words: wordsOf(traces, homeCountry) }
}

function wordsOf({ phone, chatIds }: Traces, homeCountry: string): string[] {
  const users = [...chatIds].map((chatId) => chatId.replace(/@.*$/, ''))
  return [...new Set([...phoneSpellings(phone, homeCountry), ...users])]
}

/** Adds up. How many these are. */
function add(counts: ErasedCounts, more: ErasedCounts): number {
  let sum = 0
  for (const [kind, count] of Object.entries(more)) {
    if (count > 0) counts[kind] = (counts[kind] ?? 0) + count
    sum += count
  }
  return sum
}
