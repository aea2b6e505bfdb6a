import { HIDDEN_FAILED_PAUSE_MS, hiddenPauseMs } from '@bellhop/core'

import { dueIn } from './due-in.ts'
import type { Queryable } from './store.ts'

/** A hidden chat whose number WAHA is to be asked for. */
export interface HiddenQuestion {
  line: string
  chatId: string
  /** How often WAHA did not know it. */
  attempts: number
}

/** Takes the question of these lines that has been due for longest. Nobody else gets it for `leaseMs`: note the answer before. */
export async function claimHiddenQuestion(
  db: Queryable,
  lines: readonly string[],
  leaseMs: number,
): Promise<HiddenQuestion | null> {
  const [question] = await db.$queryRaw<HiddenQuestion[]>`
    UPDATE hidden_chats h SET next_attempt_at = ${dueIn(leaseMs)}
    FROM (
      SELECT line, chat_id FROM hidden_chats
      WHERE next_attempt_at <= clock_timestamp() AND phone IS NULL AND line = ANY(${lines}::text[])
      ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE h.line = due.line AND h.chat_id = due.chat_id
    RETURNING h.line, h.chat_id AS "chatId", h.attempts`
  return question ?? null
}

/** WAHA does not know the number: it is asked again after a pause that grows. */
export async function noteUnknownNumber(db: Queryable, question: HiddenQuestion): Promise<void> {
  const attempts = question.attempts + 1
  await postpone(db, question, attempts, hiddenPauseMs(attempts))
}

/** The question failed, which spends no attempt. */
export async function noteFailedQuestion(db: Queryable, question: HiddenQuestion): Promise<void> {
  await postpone(db, question, question.attempts, HIDDEN_FAILED_PAUSE_MS)
}

async function postpone(
  db: Queryable,
  { line, chatId }: HiddenQuestion,
  attempts: number,
  pauseMs: number | null,
): Promise<void> {
  await db.$executeRaw`
    UPDATE hidden_chats SET attempts = ${attempts}::int,
           next_attempt_at = ${dueIn(pauseMs)}
    WHERE line = ${line}::text AND chat_id = ${chatId}::text AND phone IS NULL`
}

/** How many hidden chats there are whose number is still asked for. */
export async function countHiddenQuestions(db: Queryable): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM hidden_chats WHERE next_attempt_at IS NOT NULL AND phone IS NULL`
  return row?.count ?? 0
}
