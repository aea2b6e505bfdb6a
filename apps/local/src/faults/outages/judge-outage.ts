import type { Verdict } from '../verdict.ts'
import type { Dependency } from './dependencies.ts'
import { judgeAnswers, judgeLooks } from './judge-looks.ts'
import type { OutageRecord } from './run-outage.ts'

const HEALED_MAX_MS = 60_000
const END_MAX_MS = 10_000
const SENDER_END_MAX_MS = 50_000

/** What one outage came to. */
export function judgeOutage(
  dependency: Pick<Dependency, 'name' | 'named'>,
  awayMs: number,
  record: OutageRecord,
): Verdict[] {
  const { outage, posted, looks, rows, healedMs, exits, logs } = record
  const faults = `${dependency.name} refuses ${awayMs / 2000} s, hangs ${awayMs / 2000} s`
  const answers = posted.flatMap((one) => one.answers)
  const slowestMs = Math.max(0, ...answers.map(({ tookMs }) => tookMs))
  const healed = `${Math.round(healedMs / 1000)} s`
  const verdict = (invariant: string, promise: string, events: string, violations: string[]): Verdict => ({
    invariant,
    promise,
    faults,
    events,
    violations,
  })
  return [
    verdict('I10', 'nothing lost, doubled or out of order', rows.looked, rows.faults),
    verdict('I10', 'no tries spent', rows.looked, rows.spent),
    verdict(
      'I10',
      'healed within 60 s without a hand',
      `healed after ${healed}`,
      healedMs > HEALED_MAX_MS ? [`open for ${healed}`] : [],
    ),
    verdict(
      'I10',
      'every webhook answered within 2 s',
      `${answers.length} answers, the slowest ${Math.round(slowestMs)} ms`,
      judgeAnswers(posted),
    ),
    verdict(
      'I10',
      'livez, readyz and metrics tell the truth',
      `${looks.length} looks`,
      judgeLooks(looks, outage, dependency),
    ),
    verdict(
      'I11',
      'all end in time while it hangs',
      `${exits.length} ended, the slowest after ${Math.round(Math.max(0, ...exits.map(({ tookMs }) => tookMs)))} ms`,
      exits
        .filter(isLate)
        .map(({ app, code, tookMs }) => `${app}: code ${code} after ${Math.round(tookMs)} ms`),
    ),
    verdict('I13', 'no phone, text or secret in any log', `${logs.lines} lines`, logs.hits),
  ]
}

function isLate({ app, code, tookMs }: OutageRecord['exits'][number]): boolean {
  return code !== 0 || tookMs > (app.startsWith('sender') ? SENDER_END_MAX_MS : END_MAX_MS)
}
