import { findCanaries } from '../rig/find-canaries.ts'
import type { Verdict } from '../verdict.ts'

/** What finds every guest's phone, in both spellings, and every text and name of these runs. */
const CANARIES = [/\b(?:62|0)899\d{8}\b/, /canary/i, /Selamat datang|Pesan Anda|Terima kasih/]

export async function verdictOfLogs(
  rigs: readonly { logDir: string; secrets: readonly string[] }[],
  runs: number,
): Promise<Verdict> {
  const found = await Promise.all(
    rigs.map(({ logDir, secrets }) => findCanaries(logDir, [...CANARIES, ...secrets])),
  )
  const lines = found.reduce((sum, one) => sum + one.lines, 0)
  return {
    invariant: 'I13',
    promise: 'no phone, text or secret in a log',
    faults: `crashes and lost answers in ${runs} runs`,
    events: `${lines} lines`,
    violations: found.flatMap(({ hits }) => hits),
  }
}
