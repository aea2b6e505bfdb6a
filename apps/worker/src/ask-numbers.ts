import { toStoredPhone, type StoredPhone } from '@bellhop/core'
import { WahaError } from '@bellhop/gateways/waha'
import type { Logger } from '@bellhop/runtime'
import {
  bringBackHidden,
  claimHiddenQuestion,
  meetHiddenChats,
  noteFailedQuestion,
  noteUnknownNumber,
  type HiddenQuestion,
  type Store,
} from '@bellhop/store'

import type { Apply } from './applier.ts'
import type { BeforeTheEnd } from './before-the-end.ts'

/** Questions at a time. */
const ASKED_MAX = 5
/** Longer than both calls of a question can take: nobody asks the same one meanwhile. */
const LEASE_MS = 30_000
const HIDDEN_MAX = 100

export type AnswerWord = 'learnt' | 'unknown' | 'failed'

export interface AskNumbersDeps {
  store: Store
  lines: readonly string[]
  /** International digits; null if WAHA doesn't know them. */
  lidToPhone: (line: string, lid: string) => Promise<string | null>
  lineStatus: (line: string) => Promise<string>
  homeCountry: string
  apply: Apply
  log: Logger
  onAnswer: (answer: AnswerWord) => void
  /** Rejects when the worker can't wait for the work any longer. */
  inTime: BeforeTheEnd
}

/** Asks WAHA for the numbers of hidden users. */
export interface NumberAsker {
  /** Asks for all that is due, in the background. */
  ask(): void
  /** Asks no more; resolves when the questions under way are answered or given up. */
  stop(): Promise<void>
}

export function createNumberAsker(deps: AskNumbersDeps): NumberAsker {
  const running = new Set<Promise<void>>()
  let isStopped = false

  function start(): void {
    if (isStopped || running.size >= ASKED_MAX) return
    const run = deps
      .inTime(askOnAndOn())
      .catch((err: unknown) => deps.log.warn({ err }, 'could not ask for numbers, the sweep will'))
      .finally(() => running.delete(run))
    running.add(run)
  }

  /** One question after the other until none is due. A line where one failed is left alone: the sweep comes back to it. */
  async function askOnAndOn(): Promise<void> {
    let { lines } = deps
    for (;;) {
      const question = isStopped ? null : await claimHiddenQuestion(deps.store.prisma, lines, LEASE_MS)
      if (question === null) return
      start()
      const answer = await answerOne(deps, question)
      if (answer === 'failed') lines = lines.filter((line) => line !== question.line)
    }
  }

  return {
    ask: start,
    async stop() {
      isStopped = true
      await Promise.all(running)
    },
  }
}

async function answerOne(deps: AskNumbersDeps, question: HiddenQuestion): Promise<AnswerWord> {
  const { prisma } = deps.store
  const { line, attempts } = question
  let phone: StoredPhone | null
  try {
    phone = await askForPhone(deps, question)
  } catch (err) {
    deps.onAnswer('failed')
    deps.log.warn({ err, line }, 'WAHA could not be asked for the number of a hidden user')
    await noteFailedQuestion(prisma, question)
    return 'failed'
  }

  if (phone === null) {
    deps.onAnswer('unknown')
    deps.log.info({ line, attempt: attempts + 1 }, 'WAHA does not know the number of a hidden user yet')
    await noteUnknownNumber(prisma, question)
    return 'unknown'
  }
  deps.onAnswer('learnt')
  deps.log.info({ line, attempt: attempts + 1 }, 'learnt the number of a hidden user')
  await meetHiddenChats(prisma, [{ ...question, phone }])
  await deps.apply(await bringBackHidden(prisma, HIDDEN_MAX))
  return 'learnt'
}

/** Null if WAHA doesn't know it. Throws when it could not be asked. */
async function askForPhone(
  { lidToPhone, lineStatus, homeCountry }: AskNumbersDeps,
  { line, chatId }: HiddenQuestion,
): Promise<StoredPhone | null> {
  try {
    const digits = await lidToPhone(line, chatId)
    return digits === null ? null : toStoredPhone(digits, homeCountry)
  } catch (error) {
    if (!(error instanceof WahaError)) throw error
    // An engine that cannot tell numbers, a NOWEB without its store, a WAHA before the question was invented.
    if (error.code === 'bad-request' || error.code === 'not-found' || error.status === 501) return null
    // WAHA says the same of an address that is none and of a line that doesn't work: only the latter will pass.
    if (error.code !== 'not-working') throw error
    if ((await lineStatus(line)) === 'WORKING') return null
    throw error
  }
}
